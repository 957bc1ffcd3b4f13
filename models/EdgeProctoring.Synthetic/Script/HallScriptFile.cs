using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace EdgeProctoring.Synthetic.Script;

/// <summary>Reads a hall's script; unknown keys and impossible values are refused, all at once.</summary>
public static class HallScriptFile
{
    private const int Bytes = 64 * 1024;
    private const int MostEvents = 200;

    public static HallScript Read(string file)
    {
        if (new FileInfo(file).Length > Bytes)
        {
            throw new ScriptException(file, [$"it is larger than {Bytes} bytes"]);
        }
        return Parse(File.ReadAllText(file), Path.GetFileName(file));
    }

    public static HallScript Parse(string yaml, string name)
    {
        try
        {
            var script = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance)
                .WithEnumNamingConvention(HyphenatedNamingConvention.Instance).Build().Deserialize<HallScript>(yaml)
                ?? throw new ScriptException(name, ["it is empty"]);
            var faults = Faults(script).ToList();
            return faults.Count == 0 ? script : throw new ScriptException(name, faults);
        }
        catch (YamlException broken)
        {
            throw new ScriptException(name, [$"line {broken.Start.Line}, column {broken.Start.Column}: {broken.InnerException?.Message ?? broken.Message}"]);
        }
    }

    private static IEnumerable<string> Faults(HallScript script)
    {
        var seats = script.Rows * script.Columns;
        IEnumerable<(string Name, long Value, long Least, long Most)> numbers =
        [
            ("seconds", script.Seconds, 10, 900), ("width", script.Width, 320, 3840), ("height", script.Height, 240, 2160), ("rate", script.Rate, 1, 30),
            ("rows", script.Rows, 1, 6), ("columns", script.Columns, 1, 5), ("events", script.Events.Count, 0, MostEvents),
            .. script.Empty.Concat(script.Masked).Concat(script.Books).Select(seat => ("seat", (long)seat, 1L, (long)seats)),
        ];
        foreach (var (name, value, least, most) in numbers.Where(number => number.Value < number.Least || number.Value > number.Most))
        {
            yield return $"{name} is {value}; allowed: {least} to {most}";
        }
        foreach (var (number, fault) in script.Events.SelectMany((happening, at) => Faults(happening, script.Seconds, seats).Select(fault => (at + 1, fault))))
        {
            yield return $"event {number}: {fault}";
        }
    }

    private static IEnumerable<string> Faults(HallEvent happening, int seconds, int seats)
    {
        var ofTheRoom = happening.Does is HallDeed.LightsOff or HallDeed.LensCovered;
        if (happening.At < 0 || happening.For <= 0 || happening.At + happening.For > seconds)
        {
            yield return $"at {happening.At} for {happening.For} s does not fit into {seconds} s";
        }
        if (ofTheRoom == happening.Seat is not null)
        {
            yield return ofTheRoom ? $"{happening.Does} concerns the room: remove 'seat'" : $"{happening.Does} needs a seat";
        }
        if (happening.Does == HallDeed.LeanTogether == happening.With is null)
        {
            yield return happening.With is null ? "LeanTogether needs 'with', the neighbour's seat" : $"{happening.Does} has no 'with'";
        }
        foreach (var seat in new[] { happening.Seat, happening.With }.OfType<int>().Where(seat => seat < 1 || seat > seats))
        {
            yield return $"seat {seat} does not exist; there are {seats}";
        }
        if (!Enum.TryParse<Drawing.PhoneStyle>(happening.Kind, true, out _))
        {
            yield return $"kind '{happening.Kind}' is not a phone; allowed: {string.Join(", ", Enum.GetNames<Drawing.PhoneStyle>()).ToLowerInvariant()}";
        }
    }
}
