namespace EdgeProctoring.Vision;

/// <summary>How much a machine can look at: sizes and models that it can run in time.</summary>
public sealed record VisionProfile
{
    public required string Name { get; init; }
    /// <summary>What the face detector sees of a hall; multiples of 32.</summary>
    public required (int Width, int Height) Faces { get; init; }
    public required string ObjectModel { get; init; }
    /// <summary>The hall's picture is cut in so many overlapping tiles for persons and things; 1×1 = the whole picture alone.</summary>
    public required (int Columns, int Rows) Tiles { get; init; }
    /// <summary>So many persons (where no seats are known) and so many hints of a phone are looked at once more a look, closely; the next look goes on with the next ones.</summary>
    public required int CloseLooks { get; init; }
    /// <summary>So many seats are looked at closely side by side, which must leave each its shape: a square of them.</summary>
    public int SeatsTogether { get; init; } = 4;
    /// <summary>So many times a look.</summary>
    public int SeatLooks { get; init; } = 1;
    /// <summary>Looks at somebody who sits before the camera, not at a hall.</summary>
    public bool IsWebcam { get; init; }
    /// <summary>Longest side of hall-seed's picture where the other models are absent.</summary>
    public required int SeedSide { get; init; }

    private const int WebcamSeed = 416;
    private static readonly (int, int) _webcamFaces = (640, 640);

    public static IReadOnlyList<VisionProfile> All { get; } =
    [
        new() { Name = "pi4", Faces = (640, 384), ObjectModel = ObjectDetector.SmallModelName, Tiles = (1, 1), CloseLooks = 1, SeedSide = 640 },
        new() { Name = "pi5", Faces = (960, 544), ObjectModel = ObjectDetector.ModelName, Tiles = (2, 1), CloseLooks = 1, SeedSide = 960 },
        new() { Name = "jetson", Faces = (1280, 736), ObjectModel = ObjectDetector.ModelName, Tiles = (3, 2), CloseLooks = 2, SeedSide = 1280 },
        new() { Name = "x64", Faces = (1280, 736), ObjectModel = ObjectDetector.ModelName, Tiles = (3, 2), CloseLooks = 2, SeedSide = 1280 },
        new() { Name = "hub", Faces = (1280, 736), ObjectModel = ObjectDetector.ModelName, Tiles = (3, 2), CloseLooks = 2, SeedSide = 1280 },
    ];

    /// <summary>The same machine before a webcam: one person from near by. Larger inputs would miss people there.</summary>
    public VisionProfile ForWebcam() => this with { Faces = _webcamFaces, Tiles = (1, 1), CloseLooks = 1, SeedSide = WebcamSeed, IsWebcam = true };

    /// <summary>The profile of this name; a refusal that lists them otherwise.</summary>
    public static VisionProfile Of(string name) => All.FirstOrDefault(profile => profile.Name == name)
        ?? throw new ArgumentException($"There is no profile '{name}'; there are {string.Join(", ", All.Select(profile => profile.Name))}.", nameof(name));
}
