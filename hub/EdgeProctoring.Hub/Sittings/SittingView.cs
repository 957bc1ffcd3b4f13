using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Sittings;

/// <summary>A sitting as pages and programs see it: who, where, how far it has come, what the rules make of it.</summary>
internal sealed record SittingView(string Id, string Person, string Name, string? Group, SittingMode Mode, string? Room, string? Seat, ExamState State,
    DateTimeOffset? Start, DateTimeOffset End, AwayView? Away, int Warnings, bool Terminated, int ExtraMinutes, IReadOnlyList<Accommodation> Accommodations,
    int? Trust, int? Coverage, int OpenIncidents, int ConfirmedIncidents, string Proposal)
{
    public static SittingView Of(SittingBench bench, DateTimeOffset now)
    {
        var (life, examinee) = (bench.Life, bench.Examinee!);
        var judgement = bench.JudgeNow(now);
        var own = judgement.Incidents.Where(incident => incident.Scope is IncidentScope.Person or IncidentScope.Pair && incident.Exempt == Exemption.None && !incident.InGrace).ToList();
        return new SittingView(bench.Id, examinee.Person, examinee.Name, examinee.Group, life.Plan.Mode, bench.Room.Id, life.Seat, life.StateAt(now), life.StartAt, life.EndsAt(now),
            life.OpenBreak is { } away ? new AwayView(away.Kind, away.From, away.Limit is { } limit ? away.From + limit : null) : null,
            life.Warnings, life.IsTerminated, (int)life.Extra.TotalMinutes, life.Plan.Accommodations, judgement.Score.Trust, judgement.Coverage.Overall,
            own.Count(incident => incident.Review == ReviewState.Open), own.Count(incident => incident.Review == ReviewState.Confirmed), judgement.Proposal.Outcome.ToString());
    }
}

/// <summary>Away or at rest with permission, since when, and until when at most.</summary>
internal sealed record AwayView(BreakKind Kind, DateTimeOffset Since, DateTimeOffset? Until);
