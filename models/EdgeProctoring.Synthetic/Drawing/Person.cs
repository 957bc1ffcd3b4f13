namespace EdgeProctoring.Synthetic.Drawing;

/// <summary>
/// Draws somebody from the shoulders up so that real face and person detectors accept it: what matters to them are brows,
/// real eyes, a nose and lips, and for a person a neck, shoulders and shading.
/// </summary>
internal static class Person
{
    public static void Draw(Canvas canvas, PersonLook look, Pose pose)
    {
        var id = canvas.NewId();
        Paints(canvas, look, pose, id);
        canvas.Add($"<g transform=\"translate({pose.X} {pose.Y}) scale({pose.Scale * look.FaceWidth} {pose.Scale}) rotate({pose.Roll})\">");
        Shoulders(canvas, id);
        BackHair(canvas, look);
        Ears(canvas, pose, id);
        Face.Draw(canvas, look, pose, id);
        Headgear.Draw(canvas, look, pose);
        canvas.AddText("</g>");
    }

    /// <summary>Gradients and blurs that the drawing refers to by id; a hand uses the skin too.</summary>
    private static void Paints(Canvas canvas, PersonLook look, Pose pose, string id)
    {
        var (light, middle, dark) = look.Skin;
        canvas.Add($"<defs><radialGradient id=\"sk{id}\" cx=\"{50 - (pose.Yaw * 18)}%\" cy=\"38%\" r=\"68%\"><stop offset=\"0\" stop-color=\"{light}\"/><stop offset=\".62\" stop-color=\"{middle}\"/><stop offset=\"1\" stop-color=\"{dark}\"/></radialGradient>");
        canvas.Add($"<linearGradient id=\"nk{id}\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\"><stop offset=\"0\" stop-color=\"{dark}\"/><stop offset=\".6\" stop-color=\"{middle}\"/></linearGradient>");
        canvas.Add($"<linearGradient id=\"sh{id}\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\"><stop offset=\"0\" stop-color=\"{look.Shirt.Top}\"/><stop offset=\"1\" stop-color=\"{look.Shirt.Bottom}\"/></linearGradient>");
        canvas.Add($"<radialGradient id=\"so{id}\"><stop offset=\"0\" stop-color=\"#3a1d10\" stop-opacity=\".55\"/><stop offset=\"1\" stop-color=\"#3a1d10\" stop-opacity=\"0\"/></radialGradient>");
        canvas.Add($"<radialGradient id=\"hl{id}\"><stop offset=\"0\" stop-color=\"#fff\" stop-opacity=\".4\"/><stop offset=\"1\" stop-color=\"#fff\" stop-opacity=\"0\"/></radialGradient>");
        canvas.Add($"<radialGradient id=\"ck{id}\"><stop offset=\"0\" stop-color=\"#c8503c\" stop-opacity=\".28\"/><stop offset=\"1\" stop-color=\"#c8503c\" stop-opacity=\"0\"/></radialGradient>");
        canvas.Add($"<filter id=\"b2{id}\"><feGaussianBlur stdDeviation=\"2\"/></filter><filter id=\"b6{id}\"><feGaussianBlur stdDeviation=\"6\"/></filter><filter id=\"b14{id}\"><feGaussianBlur stdDeviation=\"14\"/></filter></defs>");
    }

    private static void Shoulders(Canvas canvas, string id)
    {
        canvas.Add($"<path d=\"M-330 420 C-320 250 -190 205 -70 190 L70 190 C190 205 320 250 330 420 Z\" fill=\"url(#sh{id})\"/>");
        canvas.Add($"<path d=\"M-52 90 L-56 196 Q0 236 56 196 L52 90 Z\" fill=\"url(#nk{id})\"/>");
        canvas.Add($"<ellipse cx=\"0\" cy=\"128\" rx=\"62\" ry=\"30\" fill=\"#2a120a\" opacity=\".38\" filter=\"url(#b14{id})\"/>");
        canvas.AddText("<path d=\"M-56 192 Q0 240 56 192 L72 200 Q0 268 -72 200Z\" fill=\"#fff\" opacity=\".85\"/>");
        canvas.Add($"<path d=\"M-250 300 Q-200 350 -210 420 M250 300 Q200 350 210 420\" stroke=\"#000\" stroke-opacity=\".25\" stroke-width=\"10\" fill=\"none\" filter=\"url(#b6{id})\"/>");
    }

    private static void BackHair(Canvas canvas, PersonLook look)
    {
        var outline = look.LongHair
            ? "M-112 -20 C-130 -190 130 -190 112 -20 L128 190 Q96 210 84 150 L84 -20 L-84 -20 L-84 150 Q-96 210 -128 190Z"
            : "M-108 6 C-128 -186 128 -186 108 6 Z";
        canvas.Add($"<path d=\"{outline}\" fill=\"{look.Hair}\"/>");
    }

    private static void Ears(Canvas canvas, Pose pose, string id)
    {
        var yaw = pose.Yaw;
        canvas.Add($"<ellipse cx=\"{-97 - (yaw * 14) + (yaw < 0 ? 12 : 0)}\" cy=\"6\" rx=\"{15 * (yaw > 0.3 ? 0.2 : 1)}\" ry=\"27\" fill=\"url(#sk{id})\"/>");
        canvas.Add($"<ellipse cx=\"{97 - (yaw * 14) - (yaw > 0 ? 12 : 0)}\" cy=\"6\" rx=\"{15 * (yaw < -0.3 ? 0.2 : 1)}\" ry=\"27\" fill=\"url(#sk{id})\"/>");
    }
}
