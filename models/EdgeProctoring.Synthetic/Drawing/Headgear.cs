namespace EdgeProctoring.Synthetic.Drawing;

/// <summary>Headscarf or cap, in the head's frame; it follows the turning face.</summary>
internal static class Headgear
{
    public static void Draw(Canvas canvas, PersonLook look, Pose pose)
    {
        var turn = pose.Yaw * 48;
        switch (look.Headwear)
        {
            case Headwear.Scarf:
                Scarf(canvas, look, turn);
                break;
            case Headwear.Cap:
                Cap(canvas, look, turn);
                break;
            default:
                break;
        }
    }

    /// <summary>Covers hair, ears and neck, and leaves the oval of the face.</summary>
    private static void Scarf(Canvas canvas, PersonLook look, double turn)
    {
        canvas.Add($"<path fill-rule=\"evenodd\" d=\"M-124 10 C-140 -196 140 -196 124 10 C128 110 150 190 190 236 Q0 320 -190 236 C-150 190 -128 110 -124 10Z M{-80 + (turn * 0.7)} 0 C{-76 + (turn * 0.7)} 90 {-40 + (turn * 0.5)} 126 {turn * 0.4} 128 C{40 + (turn * 0.5)} 126 {76 + (turn * 0.7)} 90 {80 + (turn * 0.7)} 0 C{78 + (turn * 0.7)} -84 {40 + (turn * 0.7)} -100 {turn * 0.7} -102 C{-40 + (turn * 0.7)} -100 {-78 + (turn * 0.7)} -84 {-80 + (turn * 0.7)} 0Z\" fill=\"{look.Shirt.Top}\"/>");
        canvas.Add($"<path d=\"M-96 60 Q-70 180 {turn * 0.3} 214 M96 60 Q70 180 {turn * 0.3} 214 M-112 -60 Q0 -176 112 -60\" stroke=\"#000\" stroke-opacity=\".22\" stroke-width=\"7\" fill=\"none\"/>");
    }

    /// <summary>Crown and peak; the peak points where the nose does.</summary>
    private static void Cap(Canvas canvas, PersonLook look, double turn)
    {
        canvas.Add($"<path d=\"M-108 -44 C-120 -200 120 -200 108 -44 Q{turn} -86 -108 -44Z\" fill=\"{look.Shirt.Bottom}\"/>");
        canvas.Add($"<path d=\"M{-84 + (turn * 0.8)} -58 Q{turn * 1.1} -104 {84 + (turn * 0.8)} -58 Q{turn * 1.3} -34 {-84 + (turn * 0.8)} -58Z\" fill=\"#1c1c20\"/>");
    }
}
