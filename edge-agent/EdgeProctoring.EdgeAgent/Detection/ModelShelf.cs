using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>The model that this node looks with, and why this one.</summary>
internal sealed class ModelShelf(string folder, string profile)
{
    public const string FileName = "hall-seed.onnx";

    public static string FileIn(string folder) => Path.Combine(folder, FileName);

    /// <summary>Pixels of the longest side that the profile's machine can look at in time.</summary>
    public int LongestSide => profile switch
    {
        "pi4" => 640,
        "pi5" => 960,
        _ => 1280,
    };

    public string File => FileIn(folder);

    public string Why => $"profile {profile}: pictures of {LongestSide} pixels. hall-seed is the repository's own demo model; no other model lies in the folder of the models";

    /// <summary>Opens the model. One detector a thread.</summary>
    public IRoomDetector Open() => new HallSeedDetector(File, LongestSide);

    public ModelInUse Read()
    {
        using var detector = Open();
        return detector.Model;
    }
}
