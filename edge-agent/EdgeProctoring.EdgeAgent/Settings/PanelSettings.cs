using System.Text.Json.Serialization;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Where the node's light, button and lid are wired, by the chip's numbers (GPIO 17). What is left out is not there.</summary>
internal sealed record PanelSettings
{
    private const int MostPin = 1023;
    private static readonly string[] _levels = ["high", "low"];

    /// <summary>The light's three colours; all or none.</summary>
    public int? Red { get; init; }
    public int? Green { get; init; }
    public int? Blue { get; init; }
    /// <summary>A button to ground.</summary>
    public int? Button { get; init; }
    /// <summary>A switch to ground that the lid works.</summary>
    public int? Lid { get; init; }
    /// <summary>high (default) or low: the level at which a colour shines.</summary>
    public string LitBy { get; init; } = "high";
    /// <summary>high (default: the switch opens with the lid) or low.</summary>
    public string LidOpenIs { get; init; } = "high";
    /// <summary>So long a press is a long one, 1 to 10; default 5.</summary>
    public int HoldSeconds { get; init; } = 5;

    /// <summary>What is wired, by name.</summary>
    [JsonIgnore]
    public IReadOnlyList<(string Name, int Pin)> Pins =>
        [.. new (string Name, int? Pin)[] { ("red", Red), ("green", Green), ("blue", Blue), ("button", Button), ("lid", Lid) }.Where(wire => wire.Pin is not null).Select(wire => (wire.Name, wire.Pin!.Value))];

    public IEnumerable<string> Faults()
    {
        foreach (var (name, pin) in Pins.Where(wire => wire.Pin is < 0 or > MostPin))
        {
            yield return $"panel.{name} is {pin}; allowed: 0 to {MostPin}";
        }
        foreach (var twice in Pins.GroupBy(wire => wire.Pin).Where(wires => wires.Count() > 1))
        {
            yield return $"panel.{string.Join(" and panel.", twice.Select(wire => wire.Name))} are both {twice.Key}; each needs a pin of its own";
        }
        if (new[] { Red, Green, Blue }.Count(pin => pin is null) is 1 or 2)
        {
            yield return "panel has some of red, green and blue; give all three, or none where there is no light";
        }
        foreach (var (name, level) in new[] { ("litBy", LitBy), ("lidOpenIs", LidOpenIs) }.Where(pair => !_levels.Contains(pair.Item2)))
        {
            yield return $"panel.{name} is '{level}'; allowed: {string.Join(", ", _levels)}";
        }
        if (HoldSeconds is < 1 or > 10)
        {
            yield return $"panel.holdSeconds is {HoldSeconds}; allowed: 1 to 10";
        }
    }
}
