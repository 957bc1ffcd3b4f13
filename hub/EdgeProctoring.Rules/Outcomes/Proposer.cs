namespace EdgeProctoring.Rules;

/// <summary>
/// What the machine proposes. Nothing without covered evidence, nothing on insufficient recordings, and never annulment or a
/// retake on gaze alone, whatever a pack says.
/// </summary>
internal static class Proposer
{
    public static Proposal Propose(RulePack pack, IReadOnlyList<Incident> incidents, Score score, SittingCoverage coverage)
    {
        if (score.Reason == NoScore.TooShort)
        {
            return new Proposal { Outcome = Outcome.None, Reason = ProposalReason.TooShort };
        }
        var graver = Graver(incidents);
        if (!coverage.IsSufficient)
        {
            return Review(ProposalReason.InsufficientEvidence, graver);
        }
        if (graver.Count == 0)
        {
            return new Proposal { Outcome = Outcome.None, Reason = ProposalReason.NoViolation };
        }
        var covered = graver.Where(static incident => incident.IsCovered).ToList();
        if (covered.Count == 0)
        {
            return Review(ProposalReason.NoCoveredEvidence, graver);
        }
        var gravest = covered.Max(static incident => incident.Class);
        var carrying = covered.Where(incident => incident.Class == gravest).ToList();
        var policy = pack.Content.Outcomes[gravest];
        if (policy.Propose >= Outcome.Retake && carrying.TrueForAll(static incident => incident.IsGazeAlone))
        {
            return Review(ProposalReason.GazeAlone, carrying);
        }
        return new Proposal
        {
            Outcome = policy.Propose,
            Reason = ProposalReason.Violations,
            Class = gravest,
            Points = policy.Points,
            Document = policy.Document,
            Alternatives = policy.Alternatives,
            Incidents = Ids(carrying),
            IsConfirmed = AreConfirmed(carrying),
        };
    }

    private static List<Incident> Graver(IReadOnlyList<Incident> incidents)
    {
        var graver = new List<Incident>();
        foreach (var incident in incidents)
        {
            if (incident.Class != ViolationClass.None && incident.Counted > 0)
            {
                graver.Add(incident);
            }
        }
        return graver;
    }

    private static Proposal Review(ProposalReason reason, List<Incident> incidents) => new()
    {
        Outcome = Outcome.Review,
        Reason = reason,
        Incidents = Ids(incidents),
        IsConfirmed = AreConfirmed(incidents),
    };

    private static List<string> Ids(List<Incident> incidents) => [.. incidents.Select(static incident => incident.Id)];

    private static bool AreConfirmed(List<Incident> incidents) =>
        incidents.Count > 0 && incidents.TrueForAll(static incident => incident.Review == ReviewState.Confirmed);
}
