namespace EdgeProctoring.Synthetic.Drawing;

/// <summary>The face itself, in the head's frame; turning moves every feature by its depth.</summary>
internal static class Face
{
    public static void Draw(Canvas canvas, PersonLook look, Pose pose, string id)
    {
        var turn = pose.Yaw * 48;
        var nod = pose.Pitch * 34;
        // Features on the far side come closer together than those on the near side.
        double Across(double x) => turn + (x * (1 - (Math.Abs(pose.Yaw) * 0.28))) + (x * pose.Yaw > 0 ? -Math.Abs(x) * pose.Yaw * 0.22 : 0);

        Outline(canvas, turn, id);
        Shading(canvas, Across, turn, nod, id);
        canvas.Add($"<path d=\"M-101 -8 C-110 -176 110 -176 101 -8 C92 -66 {64 + (turn * 0.5)} -92 {20 + (turn * 0.6)} -96 C{-30 + (turn * 0.5)} -98 -84 -76 -101 -8Z\" fill=\"{look.Hair}\"/>");
        foreach (var side in (ReadOnlySpan<double>)[-look.EyeDistance, look.EyeDistance])
        {
            Eye(canvas, look, pose, Across(side), -12 + nod, side < 0 ? look.BrowSlant : -look.BrowSlant);
        }
        Nose(canvas, look, turn * 1.25, nod * 1.3, id);
        Mouth(canvas, look, pose, turn, nod, id);
        if (look.Glasses)
        {
            Glasses(canvas, Across, turn, nod);
        }
        if (look.Mask)
        {
            Mask(canvas, turn);
        }
    }

    private static void Outline(Canvas canvas, double turn, string id) =>
        canvas.Add($"<path d=\"M-95 -22 C-96 -150 96 -150 95 -22 C96 62 {58 + (turn * 0.35)} 124 {turn * 0.35} 130 C{-58 + (turn * 0.35)} 124 -96 62 -95 -22Z\" fill=\"url(#sk{id})\"/>");

    private static void Shading(Canvas canvas, Func<double, double> across, double turn, double nod, string id)
    {
        canvas.Add($"<ellipse cx=\"{across(-40)}\" cy=\"{-16 + nod}\" rx=\"38\" ry=\"26\" fill=\"url(#so{id})\"/><ellipse cx=\"{across(40)}\" cy=\"{-16 + nod}\" rx=\"38\" ry=\"26\" fill=\"url(#so{id})\"/>");
        canvas.Add($"<ellipse cx=\"{across(-48)}\" cy=\"{40 + nod}\" rx=\"30\" ry=\"22\" fill=\"url(#ck{id})\"/><ellipse cx=\"{across(48)}\" cy=\"{40 + nod}\" rx=\"30\" ry=\"22\" fill=\"url(#ck{id})\"/>");
        canvas.Add($"<ellipse cx=\"{(turn * 0.8) - 12}\" cy=\"-72\" rx=\"46\" ry=\"28\" fill=\"url(#hl{id})\"/>");
        canvas.Add($"<path d=\"M-94 20 C-92 80 -54 120 {turn * 0.3} 128 C54 120 92 80 94 20 C96 90 60 140 {turn * 0.3} 140 C-60 140 -96 90 -94 20Z\" fill=\"#3a1c0e\" opacity=\".45\" filter=\"url(#b6{id})\"/>");
    }

    private static void Eye(Canvas canvas, PersonLook look, Pose pose, double x, double y, double slant)
    {
        var width = 25 * look.EyeSize * (1 - (Math.Abs(pose.Yaw) * 0.25));
        var height = 11 * look.EyeSize;
        var pupil = x + (pose.Gaze * 11) + (pose.Yaw * 5);
        canvas.Add($"<path d=\"M{x - 30} {y - 26 - slant} Q{x} {y - 42} {x + 30} {y - 26 + slant} Q{x} {y - 33} {x - 30} {y - 26 - slant}Z\" fill=\"{look.Hair}\" stroke=\"{look.Hair}\" stroke-width=\"{look.BrowThickness}\"/>");
        canvas.Add($"<path d=\"M{x - width} {y + 2} Q{x} {y - (height * 1.7)} {x + width} {y + 2} Q{x} {y + (height * 1.2)} {x - width} {y + 2}Z\" fill=\"#f4efe9\" stroke=\"#2a140c\" stroke-width=\"1.5\"/>");
        canvas.Add($"<circle cx=\"{pupil}\" cy=\"{y - 1}\" r=\"{Math.Min(10, height)}\" fill=\"{look.EyeColour}\"/><circle cx=\"{pupil}\" cy=\"{y - 1}\" r=\"5\" fill=\"#0a0503\"/><circle cx=\"{x + 3 + (pose.Gaze * 11)}\" cy=\"{y - 5}\" r=\"2.4\" fill=\"#fff\"/>");
        canvas.Add($"<path d=\"M{x - width - 2} {y + 2} Q{x} {y - (height * 1.9)} {x + width + 2} {y + 2}\" stroke=\"#1c0d07\" stroke-width=\"4\" fill=\"none\"/>");
    }

    private static void Nose(Canvas canvas, PersonLook look, double x, double y, string id)
    {
        canvas.Add($"<g transform=\"translate({x} {-14 + y}) scale({look.NoseWidth} {look.NoseLength}) translate({-x} {14 - y})\">");
        canvas.Add($"<path d=\"M{(x * 0.75) - 9} {-14 + y} Q{x - 13} {26 + y} {x - 23} {42 + y} Q{x} {56 + y} {x + 23} {42 + y} Q{x + 9} {28 + y} {(x * 0.75) + 7} {-14 + y}Z\" fill=\"#5a2a16\" opacity=\".24\" filter=\"url(#b6{id})\"/>");
        canvas.Add($"<ellipse cx=\"{x}\" cy=\"{30 + y}\" rx=\"9\" ry=\"14\" fill=\"url(#hl{id})\"/><ellipse cx=\"{x}\" cy=\"{50 + y}\" rx=\"24\" ry=\"6\" fill=\"#3a1a0c\" opacity=\".4\" filter=\"url(#b2{id})\"/>");
        canvas.Add($"<ellipse cx=\"{x - 10}\" cy=\"{45 + y}\" rx=\"5.5\" ry=\"3.4\" fill=\"#3b170c\" opacity=\".85\"/><ellipse cx=\"{x + 10}\" cy=\"{45 + y}\" rx=\"5.5\" ry=\"3.4\" fill=\"#3b170c\" opacity=\".85\"/></g>");
    }

    private static void Mouth(Canvas canvas, PersonLook look, Pose pose, double turn, double nod, string id)
    {
        var x = turn * 1.02;
        var y = look.MouthHeight + (nod * 0.9);
        var width = look.MouthWidth * (1 - (Math.Abs(pose.Yaw) * 0.2));
        if (pose.Mouth > 0)
        {
            canvas.Add($"<ellipse cx=\"{x}\" cy=\"{y}\" rx=\"{width * 0.8}\" ry=\"{6 + (pose.Mouth * 16)}\" fill=\"#3c0d0c\" stroke=\"#a4473f\" stroke-width=\"7\"/>");
        }
        else
        {
            canvas.Add($"<path d=\"M{x - width} {y} Q{x - 12} {y - 12} {x} {y - 7} Q{x + 12} {y - 12} {x + width} {y} Q{x} {y + 3} {x - width} {y}Z\" fill=\"{look.Lips.Upper}\"/>");
            canvas.Add($"<path d=\"M{x - width} {y} Q{x} {y + 22} {x + width} {y} Q{x} {y + 4} {x - width} {y}Z\" fill=\"{look.Lips.Lower}\"/><path d=\"M{x - width} {y} Q{x} {y + 4} {x + width} {y}\" stroke=\"#5a1e1a\" stroke-width=\"2.5\" fill=\"none\"/>");
        }
        canvas.Add($"<ellipse cx=\"{x}\" cy=\"{y + 25}\" rx=\"22\" ry=\"6\" fill=\"#3a1a0c\" opacity=\".35\" filter=\"url(#b2{id})\"/>");
        if (look.Beard)
        {
            canvas.Add($"<path d=\"M-90 20 C-80 110 -40 138 {turn * 0.3} 140 C40 138 80 110 90 20 C70 70 40 60 {x + 36} {y - 18} Q{x} {y - 24} {x - 36} {y - 18} C-40 60 -70 70 -90 20Z\" fill=\"{look.Hair}\" opacity=\".8\" filter=\"url(#b2{id})\"/>");
        }
    }

    private static void Glasses(Canvas canvas, Func<double, double> across, double turn, double nod)
    {
        foreach (var side in (ReadOnlySpan<double>)[-40, 40])
        {
            canvas.Add($"<rect x=\"{across(side) - 34}\" y=\"{-34 + nod}\" width=\"68\" height=\"46\" rx=\"14\" fill=\"#bcd\" fill-opacity=\".18\" stroke=\"#181818\" stroke-width=\"6\"/>");
        }
        canvas.Add($"<path d=\"M{across(-40) + 34} {-16 + nod} Q{turn} {-24 + nod} {across(40) - 34} {-16 + nod}\" stroke=\"#181818\" stroke-width=\"6\" fill=\"none\"/>");
    }

    private static void Mask(Canvas canvas, double turn)
    {
        canvas.Add($"<path d=\"M-88 22 Q{turn} 4 88 22 Q94 96 {turn * 0.3} 136 Q-94 96 -88 22Z\" fill=\"#9cc3dd\"/>");
        canvas.Add($"<path d=\"M-80 45 Q{turn} 36 80 45 M-74 68 Q{turn} 62 74 68 M-62 92 Q{turn} 88 62 92\" stroke=\"#7aa6c4\" stroke-width=\"4\" fill=\"none\"/>");
        canvas.AddText("<path d=\"M-88 24 L-104 0 M88 24 L104 0\" stroke=\"#dde\" stroke-width=\"3\"/>");
    }
}
