namespace EdgeProctoring.Synthetic.Drawing;

/// <summary>Draws somebody at home before a webcam: a room, a desk, one person or two.</summary>
internal sealed class Webcam(int width, int height)
{
    /// <summary>The drawing's own width; everything is placed in it and scaled to the picture.</summary>
    private const double OwnWidth = 1280;
    private const double OwnHeight = 720;

    public string Draw(WebcamScene scene)
    {
        var canvas = new Canvas(width, height);
        // Opaque to the last pixel, as in Hall.
        canvas.Add($"<rect width=\"{width}\" height=\"{height}\" fill=\"#a9a49a\"/><g transform=\"scale({width / OwnWidth} {height / OwnHeight})\">");
        Room(canvas);
        if (scene.Second is { } second)
        {
            Person.Draw(canvas, second, new Pose { X = 960, Y = 300, Scale = 0.8, Pitch = 0.1 });
        }
        if (scene.Sitter is { } sitter)
        {
            Person.Draw(canvas, sitter, scene.Pose with { X = 640, Y = 330, Scale = 0.9 });
        }
        canvas.Add($"<defs><linearGradient id=\"desk\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\"><stop offset=\"0\" stop-color=\"#b78a5a\"/><stop offset=\"1\" stop-color=\"#7c5833\"/></linearGradient></defs><rect y=\"{OwnHeight * 0.84}\" width=\"{OwnWidth}\" height=\"{OwnHeight * 0.16}\" fill=\"url(#desk)\"/>");
        if (scene.Book)
        {
            Book.Draw(canvas, 640, 560, 1.3);
        }
        if (scene is { Phone: { } style, Sitter: { } owner })
        {
            Phone.Draw(canvas, owner, style, 880, 470, 0.9, 7);
        }
        canvas.AddText("</g>");
        if (scene.LightsOff || scene.LensCovered)
        {
            canvas.Add($"<rect width=\"{width}\" height=\"{height}\" fill=\"{(scene.LensCovered ? "#2a211c" : "#000")}\" opacity=\"{(scene.LensCovered ? 1 : 0.94)}\"/>");
        }
        return canvas.ToString();
    }

    private static void Room(Canvas canvas)
    {
        canvas.AddText("<defs><linearGradient id=\"wall\" x1=\"0\" y1=\"0\" x2=\"1\" y2=\"1\"><stop offset=\"0\" stop-color=\"#d8d4cb\"/><stop offset=\"1\" stop-color=\"#a9a49a\"/></linearGradient></defs>");
        canvas.Add($"<rect width=\"{OwnWidth}\" height=\"{OwnHeight}\" fill=\"url(#wall)\"/>");
        canvas.AddText("<rect x=\"64\" y=\"58\" width=\"256\" height=\"360\" fill=\"#8fb4cf\"/><path d=\"M64 58 h256 v360 h-256z M192 58 v360\" fill=\"none\" stroke=\"#f3f1ec\" stroke-width=\"12\"/>");
    }
}

/// <summary>What the webcam sees at one moment.</summary>
internal sealed record WebcamScene
{
    /// <summary>Absent when nobody sits there.</summary>
    public PersonLook? Sitter { get; init; }
    public required Pose Pose { get; init; }
    public PersonLook? Second { get; init; }
    public PhoneStyle? Phone { get; init; }
    public bool Book { get; init; }
    public bool LightsOff { get; init; }
    public bool LensCovered { get; init; }
}
