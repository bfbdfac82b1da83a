package io.vitrine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of security.md section 2 and folders-api.md. */
final class RoleTest {
  @ParameterizedTest
  @CsvSource({
    "MEDIA.SITE_MEDIA_FILES_READ, READ",
    "MEDIA.SITE_MEDIA_FILES_LIST, READ",
    "media:site_media:v1:file_descriptor:query_file_descriptors, READ",
    "MEDIA.SITE_MEDIA_FILES_LIST_DELETED, READ",
    "MEDIA.SITE_MEDIA_FILES_RESTORE_FROM_TRASH, MANAGE",
    "MEDIA.SITE_MEDIA_FILES_UPDATE, MANAGE",
    "MEDIA.SITE_MEDIA_FILES_UPLOAD, MANAGE",
    "MEDIA.SITE_MEDIA_FILES_IMPORT, MANAGE",
    "MEDIA.SITE_MEDIA_FILES_DOWNLOAD_URL, MANAGE",
    "MEDIA.SITE_MEDIA_FILES_DOWNLOAD, MANAGE",
    "MEDIA.SITE_MEDIA_FILES_MOVE_TO_TRASH, MANAGE",
    "MEDIA.SITE_MEDIA_FOLDERS_CREATE, MANAGE",
    "MEDIA.SITE_MEDIA_FOLDERS_READ, READ",
    "MEDIA.SITE_MEDIA_FOLDERS_LIST, READ",
    "MEDIA.SITE_MEDIA_FOLDERS_LIST_DELETED, READ",
    "MEDIA.SITE_MEDIA_FOLDERS_UPDATE, MANAGE",
    "MEDIA.SITE_MEDIA_FOLDERS_DOWNLOAD, MANAGE",
    "MEDIA.SITE_MEDIA_FOLDERS_MOVE_TO_TRASH, MANAGE",
    "MEDIA.SITE_MEDIA_FOLDERS_RESTORE_FROM_TRASH, MANAGE",
  })
  void ownersAndAppsMayWhatTheirScopeCovers(String id, Scope needed) {
    Permission permission = permission(id);
    for (Role role : EnumSet.of(Role.OWNER, Role.APP)) {
      assertThat(role.permits(permission, Set.of(Scope.READ))).isEqualTo(needed == Scope.READ);
      assertThat(role.permits(permission, Set.of(Scope.MANAGE))).isTrue();
      assertThat(role.permits(permission, Set.of())).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Permission.class)
  void visitorsAndMembersMayNothing(Permission permission) {
    Set<Scope> all = EnumSet.allOf(Scope.class);

    assertThat(Role.VISITOR.permits(permission, all)).isFalse();
    assertThat(Role.MEMBER.permits(permission, all)).isFalse();
  }

  @Test
  void theTrashBinIsForElevatedCallers() {
    assertThat(EnumSet.allOf(Permission.class).stream().filter(Permission::elevated))
        .containsExactly(
            Permission.FILES_LIST_DELETED,
            Permission.FILES_RESTORE_FROM_TRASH,
            Permission.FOLDERS_LIST_DELETED,
            Permission.FOLDERS_RESTORE_FROM_TRASH);
  }

  @Test
  void wordsAreReadBackAndOthersRefused() {
    for (Role role : Role.values()) {
      assertThat(Role.of(role.word())).isEqualTo(role);
    }
    for (Scope scope : Scope.values()) {
      assertThat(Scope.of(scope.word())).isEqualTo(scope);
    }
    assertThatThrownBy(() -> Role.of("OWNER")).hasMessageContaining("owner, app");
    assertThatThrownBy(() -> Scope.of("all")).hasMessageContaining("read or manage");
  }

  private static Permission permission(String id) {
    return EnumSet.allOf(Permission.class).stream()
        .filter(known -> known.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
