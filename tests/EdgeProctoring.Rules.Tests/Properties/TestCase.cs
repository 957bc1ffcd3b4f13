using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules.Tests;

/// <summary>A random case, with a seed for whatever a property does to it.</summary>
internal sealed record TestCase(int Seed, Sitting Sitting, IReadOnlyList<Observation> Seen, IReadOnlyList<Verdict> Verdicts)
{
    public Judgement Judge(RulePack pack) => RuleEngine.Judge(pack, Sitting, Seen, Verdicts);

    /// <summary>Smaller cases that may show the same fault.</summary>
    public IEnumerable<TestCase> Smaller()
    {
        for (var at = 0; at < Seen.Count; at++)
        {
            yield return this with { Seen = [.. Seen.Where((_, index) => index != at)] };
        }
        for (var at = 0; at < Verdicts.Count; at++)
        {
            yield return this with { Verdicts = [.. Verdicts.Where((_, index) => index != at)] };
        }
        if (Sitting.Breaks.Count > 0)
        {
            yield return this with { Sitting = Sitting with { Breaks = [] } };
        }
    }

    public override string ToString()
    {
        using var stream = new MemoryStream();
        new CaseFile(Sitting, Seen, Verdicts).Write(stream);
        return $"seed {Seed}\n{System.Text.Encoding.UTF8.GetString(stream.ToArray())}";
    }
}
