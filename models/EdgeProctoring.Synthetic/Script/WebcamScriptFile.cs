using EdgeProctoring.Synthetic.Drawing;

namespace EdgeProctoring.Synthetic.Script;

/// <summary>Reads a webcam's script.</summary>
public static class WebcamScriptFile
{
    public static WebcamScript Read(string file) => ScriptFile.Read<WebcamScript>(file, Faults);

    public static WebcamScript Parse(string yaml, string name) => ScriptFile.Parse<WebcamScript>(yaml, name, Faults);

    private static IEnumerable<string> Faults(WebcamScript script) =>
        ScriptFile.Outside(
        [
            ("seconds", script.Seconds, 10, 900), ("width", script.Width, 320, 3840), ("height", script.Height, 240, 2160), ("rate", script.Rate, 1, 30),
            ("person", script.Person, 1, PersonLook.Distinct.Count), ("events", script.Events.Count, 0, ScriptFile.MostEvents),
            .. script.Events.Select(happening => ("who", (long)happening.Who, 1L, (long)PersonLook.Distinct.Count)),
        ]).Concat(script.Events.SelectMany((happening, at) =>
            new[] { ScriptFile.OutOfTime(happening.At, happening.For, script.Seconds), ScriptFile.NoPhone(happening.Kind) }.OfType<string>()
                .Select(fault => $"event {at + 1}: {fault}")));
}
