namespace EdgeProctoring.Rules;

/// <summary>Whether two incidents or judgements say the same, lists included (records compare lists by reference).</summary>
internal static class IncidentContent
{
    public static bool Equal(Incident one, Incident other) => ReferenceEquals(one, other) ||
        one.From == other.From && one.To == other.To && one.IsOpen == other.IsOpen && one.Class == other.Class
        && one.Review == other.Review && one.Counted == other.Counted && one.Exempt == other.Exempt && one.InGrace == other.InGrace
        && one.IsCovered == other.IsCovered && one.IsGazeAlone == other.IsGazeAlone && one.Scope == other.Scope && one.Code == other.Code
        && one.Seats.SequenceEqual(other.Seats) && one.Sources.SequenceEqual(other.Sources)
        && one.Evidence.SequenceEqual(other.Evidence) && one.Verdicts.SequenceEqual(other.Verdicts) && SameReason(one.Why, other.Why);

    public static bool SameSummary(Judgement one, Judgement other) =>
        one.End == other.End && one.EndedByInactivity == other.EndedByInactivity && one.Start == other.Start
        && one.Score.Trust == other.Score.Trust && one.Score.Confirmed == other.Score.Confirmed && one.Score.Reason == other.Score.Reason
        && Same(one.Score.Losses, other.Score.Losses)
        && one.Coverage.Overall == other.Coverage.Overall && Same(one.Coverage.Streams, other.Coverage.Streams)
        && SameProposal(one.Proposal, other.Proposal)
        && Same(one.Pauses, other.Pauses) && Same(one.NotApplied, other.NotApplied);

    private static bool SameProposal(Proposal one, Proposal other) =>
        one.Outcome == other.Outcome && one.Reason == other.Reason && one.Class == other.Class && one.Points == other.Points
        && one.IsConfirmed == other.IsConfirmed && one.Document == other.Document && one.Incidents.SequenceEqual(other.Incidents);

    private static bool Same<T>(IReadOnlyList<T> one, IReadOnlyList<T> other) => ReferenceEquals(one, other) || one.SequenceEqual(other);

    private static bool SameReason(Why one, Why other) =>
        one.Rule == other.Rule && one.Milliseconds == other.Milliseconds && one.AtLeast == other.AtLeast && one.SecondCamera == other.SecondCamera
        && one.Expected == other.Expected && one.Counted == other.Counted && one.Verdict == other.Verdict
        && one.Saw.SequenceEqual(other.Saw) && one.CorroboratedBy.SequenceEqual(other.CorroboratedBy);
}
