using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Judging;

/// <summary>What became of one incident: its present form, or that it no longer exists.</summary>
internal sealed record IncidentNews(SittingBench Bench, string Id, Incident? Incident, long Revision, string Mark)
{
    /// <summary>False where only time went on: nothing that the record does not know already.</summary>
    public bool IsRecorded { get; init; }
}

/// <summary>The last form of an incident that the record holds.</summary>
internal sealed record KnownIncident(long Revision, string Mark, bool Removed);
