using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>The detector for what a picture shows: a hall, somebody before a webcam, or whichever it is.</summary>
internal sealed class ViewDetectors : IDisposable
{
    private readonly IRoomDetector _detector;
    private readonly string _view;

    public ViewDetectors(ModelFolder models, VisionProfile profile, string view, bool hasSeats)
    {
        var shelf = models.Open();
        _view = view == "auto" && hasSeats ? "hall" : view;
        _detector = _view switch
        {
            "hall" => DetectorChoice.Make(shelf, profile).Open(),
            "webcam" => DetectorChoice.Make(shelf, profile.ForWebcam()).Open(),
            _ => new AnyViewDetector(DetectorChoice.Make(shelf, profile.ForWebcam()).Open(), DetectorChoice.Make(shelf, profile).Open()),
        };
    }

    public IRoomDetector Detector => _detector;

    /// <summary>What the last picture was looked at as.</summary>
    public string View => _detector is AnyViewDetector any ? any.SawHall ? "hall" : "webcam" : _view;

    public void Dispose() => _detector.Dispose();
}
