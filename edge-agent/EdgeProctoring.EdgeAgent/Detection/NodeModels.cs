using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>The models that this node looks with, and why these. Chosen once, so that a wrong file is named at start.</summary>
internal sealed class NodeModels(string folder, string profile)
{
    /// <summary>What must lie in the folder of the models.</summary>
    public const string ManifestFile = "manifest.json";

    private readonly DetectorChoice _choice = DetectorChoice.Make(ModelShelf.Open(folder), VisionProfile.Of(profile));

    public string Why => _choice.Why;

    /// <summary>Opens the detector. One a thread.</summary>
    public IRoomDetector Open(SeatRounds? rounds = null) => _choice.Open(rounds);

    /// <summary>Opens them all once and tells which they are.</summary>
    public IReadOnlyList<ModelInUse> Read()
    {
        using var detector = Open();
        return detector is RoomDetector room ? room.Models : [detector.Model];
    }
}
