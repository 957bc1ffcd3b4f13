using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Where a rule or a violation applies.</summary>
[Flags]
public enum Modes
{
    Hall = 1,
    Remote = 2,
    Both = Hall | Remote,
}

internal static class ModesExtensions
{
    public static bool Allow(this Modes modes, SittingMode mode) => (modes & (mode == SittingMode.Hall ? Modes.Hall : Modes.Remote)) != 0;
}
