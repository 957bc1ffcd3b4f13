namespace EdgeProctoring.Synthetic.Drawing;

/// <summary>The four phones of the drawings.</summary>
internal enum PhoneStyle
{
    /// <summary>A bright screen full of app icons.</summary>
    Front,
    /// <summary>The back with its cameras.</summary>
    Back,
    /// <summary>An old one with a button and lines of text.</summary>
    Old,
    /// <summary>A dark slab: the hardest to see.</summary>
    Plain,
}

/// <summary>A phone held in a hand.</summary>
internal static class Phone
{
    private const int Width = 128;
    private const int Height = 250;
    private static readonly string[] _icons = ["#f4c542", "#f2f2f2", "#54c96b", "#e8574d", "#ff9f43"];

    public static void Draw(Canvas canvas, PersonLook owner, PhoneStyle style, double x, double y, double scale, double degrees)
    {
        var id = canvas.NewId();
        canvas.Add($"<g transform=\"translate({x} {y}) rotate({degrees}) scale({scale})\">");
        canvas.Add($"<path d=\"M-46 90 Q-60 200 -90 330 L70 330 Q58 200 50 90Z\" fill=\"{owner.Shirt.Top}\"/><path d=\"M-44 -10 Q-60 70 -40 120 L44 120 Q62 60 44 -10Z\" fill=\"{owner.Skin.Middle}\"/>");
        Body(canvas, style, id);
        Fingers(canvas, owner);
        canvas.AddText("</g>");
    }

    private static void Body(Canvas canvas, PhoneStyle style, string id)
    {
        canvas.Add($"<rect x=\"{-(Width / 2) - 4}\" y=\"{-(Height / 2) - 4}\" width=\"{Width + 8}\" height=\"{Height + 8}\" rx=\"24\" fill=\"#6d6f74\"/><rect x=\"{-Width / 2}\" y=\"{-Height / 2}\" width=\"{Width}\" height=\"{Height}\" rx=\"21\" fill=\"#0b0c0f\"/>");
        switch (style)
        {
            case PhoneStyle.Front:
                Screen(canvas, id);
                break;
            case PhoneStyle.Back:
                Back(canvas, id);
                break;
            case PhoneStyle.Old:
                Old(canvas);
                break;
            default:
                break;
        }
    }

    private static void Screen(Canvas canvas, string id)
    {
        canvas.Add($"<defs><linearGradient id=\"ps{id}\" x1=\"0\" y1=\"0\" x2=\"1\" y2=\"1\"><stop offset=\"0\" stop-color=\"#5aa7ee\"/><stop offset=\"1\" stop-color=\"#243c8e\"/></linearGradient></defs>");
        canvas.Add($"<rect x=\"-57\" y=\"-115\" width=\"114\" height=\"230\" rx=\"14\" fill=\"url(#ps{id})\"/><rect x=\"-22\" y=\"-111\" width=\"44\" height=\"11\" rx=\"5\" fill=\"#05060a\"/>");
        for (var row = 0; row < 5; row++)
        {
            for (var column = 0; column < 4; column++)
            {
                canvas.Add($"<rect x=\"{-48 + (column * 25)}\" y=\"{-83 + (row * 36)}\" width=\"19\" height=\"19\" rx=\"5\" fill=\"{_icons[((row * 3) + column) % 5]}\"/>");
            }
        }
    }

    private static void Back(Canvas canvas, string id)
    {
        canvas.Add($"<defs><linearGradient id=\"pb{id}\" x1=\"0\" y1=\"0\" x2=\"1\" y2=\"1\"><stop offset=\"0\" stop-color=\"#4a4d55\"/><stop offset=\".5\" stop-color=\"#24262b\"/><stop offset=\"1\" stop-color=\"#141519\"/></linearGradient></defs>");
        canvas.Add($"<rect x=\"-64\" y=\"-125\" width=\"128\" height=\"250\" rx=\"21\" fill=\"url(#pb{id})\"/><rect x=\"-54\" y=\"-115\" width=\"58\" height=\"60\" rx=\"15\" fill=\"#15161a\" stroke=\"#3b3e45\" stroke-width=\"2\"/>");
        foreach (var (x, y) in (ReadOnlySpan<(int, int)>)[(-40, -99), (-12, -99), (-26, -73)])
        {
            canvas.Add($"<circle cx=\"{x}\" cy=\"{y}\" r=\"11\" fill=\"#050608\" stroke=\"#555a63\" stroke-width=\"3\"/><circle cx=\"{x - 3}\" cy=\"{y - 3}\" r=\"3\" fill=\"#5a78a8\"/>");
        }
        canvas.AddText("<circle cx=\"0\" cy=\"6\" r=\"10\" fill=\"#3b3e45\"/>");
    }

    private static void Old(Canvas canvas)
    {
        canvas.AddText("<rect x=\"-56\" y=\"-95\" width=\"112\" height=\"178\" rx=\"3\" fill=\"#cfe0ee\"/><circle cx=\"0\" cy=\"105\" r=\"12\" fill=\"#17181b\" stroke=\"#555\" stroke-width=\"2\"/><rect x=\"-16\" y=\"-113\" width=\"32\" height=\"5\" rx=\"2\" fill=\"#444\"/>");
        for (var line = 0; line < 7; line++)
        {
            canvas.Add($"<rect x=\"-48\" y=\"{-83 + (line * 20)}\" width=\"{60 + (line * 37 % 36)}\" height=\"7\" fill=\"#7d8ea0\"/>");
        }
    }

    private static void Fingers(Canvas canvas, PersonLook owner)
    {
        for (var finger = 0; finger < 4; finger++)
        {
            canvas.Add($"<rect x=\"30\" y=\"{-52 + (finger * 30)}\" width=\"46\" height=\"27\" rx=\"13\" transform=\"rotate({-6 + (finger * 3)} 50 {-40 + (finger * 30)})\" fill=\"{owner.Skin.Middle}\" stroke=\"{owner.Skin.Dark}\" stroke-width=\"2\"/>");
        }
        canvas.Add($"<rect x=\"-82\" y=\"-30\" width=\"30\" height=\"92\" rx=\"15\" transform=\"rotate(14 -66 10)\" fill=\"{owner.Skin.Middle}\" stroke=\"{owner.Skin.Dark}\" stroke-width=\"2\"/>");
    }
}
