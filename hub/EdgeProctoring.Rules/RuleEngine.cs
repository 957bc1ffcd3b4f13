using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>The definition: a judgement is a function of the pack, the sitting, and the sets of observations and verdicts.</summary>
public static class RuleEngine
{
    /// <summary>Judges at once. The order of what is given, duplicates, and what concerns other sittings make no difference.</summary>
    public static Judgement Judge(RulePack pack, Sitting sitting, IReadOnlyCollection<Observation> seen, IReadOnlyCollection<Verdict> verdicts)
    {
        var judge = new SittingJudge(pack, sitting);
        foreach (var observation in seen)
        {
            judge.Add(observation);
        }
        foreach (var verdict in verdicts)
        {
            judge.Add(verdict);
        }
        return judge.Read();
    }
}
