package io.vitrine.api;

import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.Folder;
import io.vitrine.library.WireForm;
import java.util.function.Supplier;

/** Files and folders in events look as in the answers of the API. */
public final class EventWireForm implements WireForm {
  private final Supplier<String> origin;

  /**
   * @param origin of the URLs in them, since nobody's request tells it; see {@link
   *     DescriptorWriter}
   */
  public EventWireForm(Supplier<String> origin) {
    this.origin = origin;
  }

  @Override
  public Object file(FileDescriptor file) {
    return new DescriptorWriter(origin.get()).file(file);
  }

  @Override
  public Object folder(Folder folder) {
    return new DescriptorWriter(origin.get()).folder(folder);
  }
}
