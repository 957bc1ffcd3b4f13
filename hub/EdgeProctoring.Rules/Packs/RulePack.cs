using System.Collections.Frozen;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>
/// A university's rules as data. Immutable; the same content has the same <see cref="Hash"/>, and any other content is a new
/// version. Load one with <see cref="PackReader"/>.
/// </summary>
public sealed class RulePack
{
    /// <summary>Rules in one pack at most (the engine keeps one bit for each).</summary>
    public const int MostRules = 64;

    private readonly FrozenDictionary<ObservationKind, int> _kinds;
    private readonly (int Confidence, ulong Rules)[][] _rulesOfKind;

    internal RulePack(PackContent content, string hash)
    {
        Content = content;
        Hash = hash;
        Rules = [.. content.Rules.Select(RuleFactory.Create)];
        var kinds = content.Rules.SelectMany(line => line.Sees.Concat(line.By))
            .Append(ObservationKind.StreamGap).Append(ObservationKind.PageActive).Distinct().ToArray();
        _kinds = kinds.Select((kind, index) => (kind, index)).ToFrozenDictionary(pair => pair.kind, pair => pair.index);
        _rulesOfKind = [.. kinds.Select(RulesOf)];
        KindsOfRule = [.. content.Rules.Select(line => line.Sees.Select(kind => _kinds[kind]).ToArray())];
        ByOfRule = [.. content.Rules.Select(line => line.By.Select(kind => _kinds[kind]).ToArray())];
        EquipmentRules = RuleBits(line => line.Kind == RuleKind.Equipment);
        PageActive = _kinds[ObservationKind.PageActive];
        StreamGap = _kinds[ObservationKind.StreamGap];
        Violations = content.Violations.ToFrozenDictionary(violation => violation.Code);
    }

    public string Id => Content.Id;
    public int Version => Content.Version;
    /// <summary>SHA-256 over the canonical content, lower-case hex.</summary>
    public string Hash { get; }
    public PackContent Content { get; }
    public FrozenDictionary<ViolationCode, Violation> Violations { get; }

    internal IRule[] Rules { get; }
    internal int[][] KindsOfRule { get; }
    internal int[][] ByOfRule { get; }
    internal ulong EquipmentRules { get; }
    internal ulong AllRules => Rules.Length == MostRules ? ulong.MaxValue : (1UL << Rules.Length) - 1;
    internal int PageActive { get; }
    internal int StreamGap { get; }
    internal int KindCount => _rulesOfKind.Length;

    /// <summary>The pack's own number of a kind, or −1 where no rule asks for it.</summary>
    internal int IndexOf(ObservationKind kind) => _kinds.TryGetValue(kind, out var index) ? index : -1;

    /// <summary>The rules that take an observation of this kind and confidence into account.</summary>
    internal ulong RulesFor(int kind, int confidence)
    {
        var rules = 0UL;
        foreach (var (least, bits) in _rulesOfKind[kind])
        {
            rules |= confidence >= least ? bits : 0;
        }
        return rules;
    }

    private (int Confidence, ulong Rules)[] RulesOf(ObservationKind kind) =>
    [
        .. Content.Rules.Select(static line => line.Confidence).Distinct()
            .Select(least => (least, RuleBits(line => line.Confidence == least && (line.Sees.Contains(kind) || line.By.Contains(kind)))))
            .Where(static pair => pair.Item2 != 0),
    ];

    private ulong RuleBits(Func<RuleLine, bool> wanted)
    {
        var bits = 0UL;
        for (var at = 0; at < Content.Rules.Count; at++)
        {
            bits |= wanted(Content.Rules[at]) ? 1UL << at : 0;
        }
        return bits;
    }
}
