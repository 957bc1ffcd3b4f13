using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules.Tests;

/// <summary>Ways in which two judgements can be the same.</summary>
internal static class Alike
{
    /// <summary>Bit for bit, as it is printed.</summary>
    public static bool Exactly(Judgement one, Judgement other) => JudgementJson.Text(one, Language.En) == JudgementJson.Text(other, Language.En);

    /// <summary>All but the ids, which name the observations that were seen.</summary>
    public static bool InSubstance(Judgement one, Judgement other, TimeSpan shift = default) =>
        one.Score.Trust == other.Score.Trust && one.Score.Confirmed == other.Score.Confirmed && one.Score.Losses.SequenceEqual(other.Score.Losses)
        && one.Coverage.Overall == other.Coverage.Overall && SameOutcome(one.Proposal, other.Proposal)
        && Told(one, shift).SequenceEqual(Told(other, TimeSpan.Zero));

    public static bool SameOutcome(Proposal one, Proposal other) =>
        one.Outcome == other.Outcome && one.Reason == other.Reason && one.Class == other.Class && one.IsConfirmed == other.IsConfirmed;

    private static IEnumerable<(ViolationCode Code, DateTimeOffset From, DateTimeOffset To, ViolationClass Class, Exemption Exempt, ReviewState Review, long Counted, bool Covered, bool Grace, bool Gaze)> Told(
        Judgement judgement, TimeSpan shift) => judgement.Incidents
        .Select(incident => (incident.Code, From: incident.From + shift, To: incident.To + shift, incident.Class, incident.Exempt, incident.Review, incident.Counted,
            incident.IsCovered, incident.InGrace, incident.IsGazeAlone))
        .Order();

    public static int TrustOf(Judgement judgement) => judgement.Score.Trust ?? throw new InvalidOperationException("There is no trust.");
}
