using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>The detector for what a picture shows: a hall, somebody before a webcam, or whichever it is.</summary>
internal sealed class ViewDetectors : IDisposable
{
    private readonly IRoomDetector _detector;
    private readonly string _view;

    public ViewDetectors(ModelFolder models, VisionProfile profile, string view, IReadOnlyList<SeatPlace> seats)
    {
        var shelf = models.Open();
        _view = view == "auto" && seats.Count > 0 ? "hall" : view;
        _detector = _view switch
        {
            "hall" => seats.Count == 0 ? DetectorChoice.Make(shelf, profile).Open() : AtSeats(shelf, profile, seats),
            "webcam" => DetectorChoice.Make(shelf, profile.ForWebcam()).Open(),
            _ => new AnyViewDetector(DetectorChoice.Make(shelf, profile.ForWebcam()).Open(), DetectorChoice.Make(shelf, profile).Open()),
        };
    }

    public IRoomDetector Detector => _detector;

    /// <summary>What the last picture was looked at as.</summary>
    public string View => _detector is AnyViewDetector any ? any.SawHall ? "hall" : "webcam" : _view;

    /// <summary>A single picture must show everybody: all seats are looked at closely in each, where a node goes round them.</summary>
    private static IRoomDetector AtSeats(ModelShelf shelf, VisionProfile profile, IReadOnlyList<SeatPlace> seats)
    {
        var all = profile with { SeatLooks = (seats.Count + profile.SeatsTogether - 1) / profile.SeatsTogether };
        return DetectorChoice.Make(shelf, all).Open(new SeatRounds(seats, TimeSpan.FromSeconds(1), TimeProvider.System));
    }

    public void Dispose() => _detector.Dispose();
}
