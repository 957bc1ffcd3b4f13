using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>By which sense something is observed. An equipment event pauses the senses that it blinds.</summary>
[Flags]
public enum Senses
{
    None = 0,
    Sight = 1,
    Sound = 2,
    /// <summary>The examinee's computer: pages, displays, programs.</summary>
    Computer = 4,
    /// <summary>The state of cameras and microphones themselves.</summary>
    Devices = 8,
    Person = 16,
    All = Sight | Sound | Computer | Devices | Person,
}

internal static class SenseOfKind
{
    private static readonly (string Prefix, Senses Sense)[] _prefixes =
    [
        ("speech", Senses.Sound), ("sound.", Senses.Sound),
        ("page.", Senses.Computer), ("software.", Senses.Computer), ("display.", Senses.Computer), ("input.", Senses.Computer),
        ("hardware.", Senses.Computer),
        ("mic.", Senses.Devices), ("camera.", Senses.Devices), ("media.", Senses.Devices), ("stream.", Senses.Devices),
        ("node.", Senses.Devices), ("network.", Senses.Devices),
        ("person.reported", Senses.Person),
    ];

    public static Senses Of(ObservationKind kind)
    {
        foreach (var (prefix, sense) in _prefixes)
        {
            if (kind.Name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return sense;
            }
        }
        return Senses.Sight;
    }

    /// <summary>Where somebody looks; on its own it proves nothing.</summary>
    public static bool IsGaze(ObservationKind kind) => kind.Name.StartsWith("head.", StringComparison.Ordinal);
}
