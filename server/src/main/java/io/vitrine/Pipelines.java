package io.vitrine;

import io.vitrine.library.ProcessingPlan;
import io.vitrine.library.ProcessingPlan.Steps;
import io.vitrine.media.MediaType;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.archive.ListingStep;
import io.vitrine.media.audio.AudioProbeStep;
import io.vitrine.media.audio.CoverStep;
import io.vitrine.media.audio.DecodeStep;
import io.vitrine.media.audio.Mp3Step;
import io.vitrine.media.document.Office;
import io.vitrine.media.document.OfficeStep;
import io.vitrine.media.document.PdfStep;
import io.vitrine.media.document.Poppler;
import io.vitrine.media.document.TextStep;
import io.vitrine.media.imaging.FaceModel;
import io.vitrine.media.imaging.FacesStep;
import io.vitrine.media.imaging.ImagingPool;
import io.vitrine.media.imaging.InspectStep;
import io.vitrine.media.imaging.PreviewStep;
import io.vitrine.media.imaging.PrivateThumbnailStep;
import io.vitrine.media.imaging.VectorStep;
import io.vitrine.media.model.StructureStep;
import io.vitrine.media.model.ThumbnailStep;
import io.vitrine.media.scanner.ScanStep;
import io.vitrine.media.video.ClipStep;
import io.vitrine.media.video.FfmpegTools;
import io.vitrine.media.video.FirstRenditionStep;
import io.vitrine.media.video.RenditionsStep;
import io.vitrine.media.video.RungSink;
import io.vitrine.media.video.StoryboardStep;
import io.vitrine.media.video.StreamableRungs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is done with files of each media type, in order: first the essential steps, before a file is
 * ready; then the later ones (contract: processing.md section 2). Steps whose tool this machine
 * lacks are left out.
 *
 * @param pictures decodes pictures
 * @param scan looks files through; before all other steps, which read hostile bytes, too
 */
record Pipelines(
    ImagingPool pictures,
    Optional<FfmpegTools> ffmpeg,
    Optional<Poppler> poppler,
    Optional<Office> office,
    Optional<ProcessingStep> scan) {

  /** With what the operator named, and else what the system has. */
  static Pipelines of(Config.Tools tools, ImagingPool pictures) {
    return new Pipelines(
        pictures,
        FfmpegTools.find(tools.ffmpeg(), tools.ffprobe()),
        Poppler.find(),
        Office.find(),
        tools.scanner().map(scanner -> new ScanStep(scanner.address())));
  }

  ProcessingPlan plan() {
    return new ProcessingPlan(
        Map.of(
            MediaType.IMAGE, image(),
            MediaType.VECTOR, vector(),
            MediaType.VIDEO, video(),
            MediaType.AUDIO, audio(),
            MediaType.DOCUMENT, document(),
            MediaType.ARCHIVE, steps(List.of(), List.of(new ListingStep())),
            MediaType.MODEL3D, steps(List.of(new StructureStep()), List.of(new ThumbnailStep())),
            MediaType.OTHER, steps(List.of(), List.of())));
  }

  private Steps image() {
    return steps(
        List.of(
            new InspectStep(pictures),
            new PreviewStep(pictures),
            new PrivateThumbnailStep(pictures)),
        FaceModel.installed().stream()
            .<ProcessingStep>map(model -> new FacesStep(pictures, model))
            .toList());
  }

  private Steps vector() {
    return steps(List.of(), List.of(new VectorStep(pictures)));
  }

  private Steps video() {
    RungSink rungs = new StreamableRungs();
    return ffmpeg
        .map(
            tools ->
                steps(
                    List.of(new FirstRenditionStep(tools, rungs)),
                    List.of(
                        new RenditionsStep(tools, rungs),
                        new StoryboardStep(tools),
                        new ClipStep(tools))))
        .orElseGet(() -> steps(List.of(), List.of()));
  }

  private Steps audio() {
    return ffmpeg
        .map(
            tools ->
                steps(
                    List.of(new AudioProbeStep(tools), new DecodeStep(tools)),
                    List.of(new Mp3Step(tools), new CoverStep(tools))))
        .orElseGet(() -> steps(List.of(), List.of()));
  }

  private Steps document() {
    Stream<ProcessingStep> pdf = poppler.stream().map(PdfStep::new);
    Stream<ProcessingStep> offices =
        poppler.stream().flatMap(pages -> office.stream().map(made -> new OfficeStep(made, pages)));
    return steps(
        List.of(),
        Stream.of(pdf, offices, Stream.<ProcessingStep>of(new TextStep()))
            .flatMap(step -> step)
            .toList());
  }

  private Steps steps(List<ProcessingStep> essential, List<ProcessingStep> later) {
    return new Steps(Stream.concat(scan.stream(), essential.stream()).toList(), later);
  }
}
