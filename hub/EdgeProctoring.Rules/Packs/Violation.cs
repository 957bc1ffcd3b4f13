using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>What a violation means under a pack: its class, and what it costs at most (tenths of a percent) and half of that after <see cref="Tau"/> (ms).</summary>
public sealed record Violation(ViolationCode Code, ViolationClass Class, int Cap, long Tau, Modes Modes, string From);
