namespace EdgeProctoring.Synthetic.Drawing;

/// <summary>An open book with lines of text.</summary>
internal static class Book
{
    public static void Draw(Canvas canvas, double x, double y, double scale)
    {
        canvas.Add($"<g transform=\"translate({x} {y}) scale({scale})\"><path d=\"M-170 -6 Q-90 -34 0 -6 Q90 -34 170 -6 L186 104 Q96 76 0 104 Q-96 76 -186 104Z\" fill=\"#7a2f25\"/>");
        canvas.AddText("<path d=\"M-162 -14 Q-86 -42 0 -12 L0 92 Q-92 64 -176 92Z\" fill=\"#fbf8ef\"/><path d=\"M162 -14 Q86 -42 0 -12 L0 92 Q92 64 176 92Z\" fill=\"#efeadc\"/><path d=\"M0 -12 L0 94\" stroke=\"#a89f8a\" stroke-width=\"5\"/>");
        for (var line = 0; line < 7; line++)
        {
            var y1 = 2 + (line * 12);
            canvas.Add($"<path d=\"M{-148 - (line * 1.6)} {y1} Q-80 {y1 - 24} -14 {y1 - 2}\" stroke=\"#77736a\" stroke-width=\"3.2\" fill=\"none\" stroke-dasharray=\"22 5 34 6\"/><path d=\"M14 {y1 - 2} Q80 {y1 - 24} {148 + (line * 1.6)} {y1}\" stroke=\"#77736a\" stroke-width=\"3.2\" fill=\"none\" stroke-dasharray=\"30 6 18 5\"/>");
        }
        canvas.AddText("</g>");
    }
}
