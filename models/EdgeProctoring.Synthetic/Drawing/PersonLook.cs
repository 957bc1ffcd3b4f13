namespace EdgeProctoring.Synthetic.Drawing;

/// <summary>Three shades from light to dark.</summary>
internal sealed record Shades(string Light, string Middle, string Dark);

/// <summary>What somebody wears on the head.</summary>
internal enum Headwear
{
    None,
    Scarf,
    Cap,
}

/// <summary>How somebody looks: proportions are in the units of the head's own frame (half a face is 95 wide, 128 high).</summary>
internal sealed record PersonLook
{
    public Shades Skin { get; init; } = new("#f3cdb0", "#d9a37f", "#9c6a4c");
    public string Hair { get; init; } = "#2b1c14";
    public (string Top, string Bottom) Shirt { get; init; } = ("#3f5f8c", "#24395a");
    public bool LongHair { get; init; }
    public bool Glasses { get; init; }
    public bool Beard { get; init; }
    public bool Mask { get; init; }
    public Headwear Headwear { get; init; }
    public double FaceWidth { get; init; } = 1;
    public double EyeDistance { get; init; } = 40;
    public double EyeSize { get; init; } = 1;
    public string EyeColour { get; init; } = "#4a2c17";
    public double NoseLength { get; init; } = 1;
    public double NoseWidth { get; init; } = 1;
    public double MouthHeight { get; init; } = 80;
    public double MouthWidth { get; init; } = 34;
    public (string Upper, string Lower) Lips { get; init; } = ("#a4524a", "#bd675c");
    public double BrowThickness { get; init; } = 4;
    public double BrowSlant { get; init; }

    private static readonly Shades[] _skins =
    [
        new("#f3cdb0", "#d9a37f", "#9c6a4c"), new("#e0b08c", "#bd8660", "#7d4f33"), new("#a9744f", "#7d4f33", "#45281a"), new("#f6d9bf", "#e0b493", "#a87e5f"),
    ];

    /// <summary>Light, medium or dark, by how bright the skin's light parts are.</summary>
    public string SkinTone => Convert.ToInt32(Skin.Light[1..3], 16) switch { > LightFrom => "light", > MediumFrom => "medium", _ => "dark" };

    private const int LightFrom = 0xE8;
    private const int MediumFrom = 0xC0;

    private static readonly string[] _hairs = ["#17100c", "#2b1c14", "#5a3a20", "#8a6a3a"];

    private static readonly (string, string)[] _shirts =
    [
        ("#3f5f8c", "#24395a"), ("#8c3f3f", "#5a2424"), ("#4a7a4f", "#2a4a30"), ("#d8d8d8", "#9a9a9a"), ("#3a3a40", "#1d1d22"), ("#b58a3c", "#7a5a22"),
    ];

    /// <summary>Somebody of a crowd.</summary>
    public static PersonLook Any(Draws draws) => new()
    {
        Skin = draws.Of(_skins),
        Hair = draws.Of(_hairs),
        Shirt = draws.Of(_shirts),
        LongHair = draws.Next() > 0.5,
        Glasses = draws.Next() > 0.75,
        Beard = draws.Next() > 0.9,
        FaceWidth = 0.92 + (draws.Next() * 0.16),
        EyeDistance = 37 + (draws.Next() * 8),
        NoseWidth = 0.85 + (draws.Next() * 0.4),
        MouthWidth = 28 + (draws.Next() * 12),
        BrowThickness = 3 + (draws.Next() * 5),
    };

    /// <summary>Eight people whom identity models tell apart.</summary>
    public static IReadOnlyList<PersonLook> Distinct { get; } =
    [
        new(),
        new() { FaceWidth = 0.88, EyeDistance = 34, NoseLength = 1.25, NoseWidth = 0.8, MouthHeight = 90, MouthWidth = 26, BrowThickness = 2, EyeSize = 0.85, LongHair = true, Hair = "#5a3a20", EyeColour = "#3d6b8a", Lips = ("#b04a55", "#cf6672") },
        new() { FaceWidth = 1.12, EyeDistance = 46, NoseLength = 0.85, NoseWidth = 1.5, MouthHeight = 78, MouthWidth = 46, BrowThickness = 9, BrowSlant = -5, Hair = "#0d0a08", Skin = new("#a9744f", "#7d4f33", "#45281a"), Lips = ("#7a3f36", "#8f4d42") },
        new() { EyeDistance = 38, NoseLength = 1.1, NoseWidth = 1.15, MouthHeight = 84, MouthWidth = 38, BrowThickness = 7, BrowSlant = 6, Beard = true, Hair = "#3a2a1c" },
        new() { FaceWidth = 0.94, EyeDistance = 43, NoseLength = 0.8, NoseWidth = 0.9, MouthHeight = 72, MouthWidth = 24, BrowThickness = 3, EyeSize = 1.25, Hair = "#c9a25a", EyeColour = "#4f7f5a", LongHair = true, Skin = new("#fbe0cd", "#eac0a4", "#b98a70"), Lips = ("#c6606a", "#df8088") },
        new() { FaceWidth = 1.06, NoseWidth = 1.2, MouthHeight = 86, MouthWidth = 36, BrowThickness = 5, BrowSlant = 3, Hair = "#9a9a9a", Glasses = true, Skin = new("#e9c3a5", "#cf9a78", "#8f6248") },
        new() { FaceWidth = 0.9, EyeDistance = 44, NoseLength = 1.3, NoseWidth = 1.1, MouthHeight = 94, MouthWidth = 32, BrowSlant = -4, EyeSize = 0.7, Hair = "#1a1210", Skin = new("#7a5036", "#573622", "#2e1a10"), Lips = ("#5e2f2a", "#74413a") },
        new() { FaceWidth = 1.15, EyeDistance = 36, NoseLength = 0.9, MouthHeight = 74, MouthWidth = 30, BrowThickness = 11, EyeSize = 1.1, Hair = "#6b2c17", Skin = new("#f6d2b8", "#e0a98c", "#a8735a"), Beard = true },
    ];
}
