namespace EdgeProctoring.Synthetic.Script;

/// <summary>Reads a hall's script.</summary>
public static class HallScriptFile
{
    public static HallScript Read(string file) => ScriptFile.Read<HallScript>(file, Faults);

    public static HallScript Parse(string yaml, string name) => ScriptFile.Parse<HallScript>(yaml, name, Faults);

    private static IEnumerable<string> Faults(HallScript script)
    {
        var seats = script.Rows * script.Columns;
        IEnumerable<(string, long, long, long)> numbers =
        [
            ("seconds", script.Seconds, 10, 900), ("width", script.Width, 320, 3840), ("height", script.Height, 240, 2160), ("rate", script.Rate, 1, 30),
            ("rows", script.Rows, 1, 6), ("columns", script.Columns, 1, 5), ("light", script.Light, 20, 100), ("events", script.Events.Count, 0, ScriptFile.MostEvents),
            .. script.Empty.Concat(script.Masked).Concat(script.Books).Concat(script.Scarves).Concat(script.Caps).Select(seat => ("seat", (long)seat, 1L, (long)seats)),
        ];
        return ScriptFile.Outside(numbers).Concat(script.Events.SelectMany((happening, at) =>
            Faults(happening, script.Seconds, seats).Select(fault => $"event {at + 1}: {fault}")));
    }

    private static IEnumerable<string> Faults(HallEvent happening, int seconds, int seats)
    {
        var ofTheRoom = happening.Does is HallDeed.LightsOff or HallDeed.LensCovered;
        if (ScriptFile.OutOfTime(happening.At, happening.For, seconds) is { } late)
        {
            yield return late;
        }
        if (ofTheRoom == happening.Seat is not null)
        {
            yield return ofTheRoom ? $"{happening.Does} concerns the room: remove 'seat'" : $"{happening.Does} needs a seat";
        }
        var isOfTwo = happening.Does is HallDeed.LeanTogether or HallDeed.PassPhone or HallDeed.ChangeSeat;
        if (isOfTwo == happening.With is null)
        {
            yield return happening.With is null ? $"{happening.Does} needs 'with', the other seat" : $"{happening.Does} has no 'with'";
        }
        foreach (var seat in new[] { happening.Seat, happening.With }.OfType<int>().Where(seat => seat < 1 || seat > seats))
        {
            yield return $"seat {seat} does not exist; there are {seats}";
        }
        if (ScriptFile.NoPhone(happening.Kind) is { } unknown)
        {
            yield return unknown;
        }
    }
}
