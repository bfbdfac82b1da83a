package io.vitrine.media.scanner;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the virus scanner look through a file before anything else is done with it (contract:
 * operator.md, {@code --scanner}; security.md 39). A file with a find fails: its bytes are kept,
 * for the operator, and no URL leads to them. While the scanner does not answer, files wait.
 */
public final class ScanStep implements ProcessingStep {
  private static final Logger log = LoggerFactory.getLogger(ScanStep.class);

  private final ScannerAddress address;
  private final Clamd clamd;

  public ScanStep(ScannerAddress address) {
    this.address = address;
    this.clamd = new Clamd(address);
  }

  @Override
  public String name() {
    return "scan";
  }

  /**
   * The version of the scanner.
   *
   * @throws IOException when it does not answer, in words for the operator
   */
  public String version() throws IOException {
    return clamd.version();
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    switch (clamd.scan(work.source().path())) {
      case Clamd.Verdict.Clean() -> {}
      case Clamd.Verdict.Found(String signature) -> {
        log.warn("the virus scanner found {} in {}", signature, work.source().path());
        throw new ProcessingException(
            Code.MALWARE_FOUND, "the virus scanner found something in the file");
      }
      case Clamd.Verdict.TooLarge() -> {
        log.warn(
            "{} bytes are more than the scanner at {} takes; raise StreamMaxLength in clamd.conf",
            work.source().size(),
            address);
        throw new ProcessingException(
            Code.PROCESSING_FAILED, "the file is larger than what the virus scanner takes");
      }
    }
  }
}
