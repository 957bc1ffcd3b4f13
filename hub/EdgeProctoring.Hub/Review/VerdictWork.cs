using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Api;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Ingest;

namespace EdgeProctoring.Hub.Review;

/// <summary>A person's decision on an incident as it stands when the decision is written.</summary>
internal sealed class VerdictWork(Deciding deciding, WallBoard wall) : ILedgerWork
{
    private readonly TaskCompletionSource<DecidingResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DecidingResult _result;

    public string Id => deciding.Id;
    public Task<DecidingResult> Done => _done.Task;

    public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel)
    {
        _result = await DecideAsync(entry, cancel);
        if (_result == DecidingResult.Saved)
        {
            await entry.AuditAsync($"person:{deciding.By}", $"verdict.{deciding.Decision}", deciding.Incident, deciding.Exam, deciding.Reason ?? "", cancel);
            await WebhookStore.TellAsync(entry, "verdict", deciding.Exam, [new { verdict = deciding.Id, incident = deciding.Incident, decision = deciding.Decision.ToString().ToLowerInvariant(), by = deciding.Name, deciding.Reason }], cancel);
            wall.Name(deciding.Id, deciding.Name, entry.Now);
        }
    }

    public void Committed() => _done.TrySetResult(_result);

    public void Failed(Exception why) => _done.TrySetException(why);

    private async Task<DecidingResult> DecideAsync(LedgerEntry entry, CancellationToken cancel)
    {
        var exam = await entry.Desk.FindAsync(entry.Session, deciding.Exam, cancel);
        var (bench, incident) = (exam?.Sittings.Values ?? Enumerable.Empty<Judging.SittingBench>())
            .Select(bench => (bench, bench.Find(deciding.Incident, entry.Now))).FirstOrDefault(found => found.Item2 is not null);
        if (bench is null || incident is null)
        {
            return DecidingResult.NotFound;
        }
        if (deciding.Decision == VerdictKind.Undo && (deciding.Undoes is null || !incident.Verdicts.Contains(deciding.Undoes)))
        {
            return DecidingResult.NothingToUndo;
        }
        var verdict = new Verdict
        {
            Id = deciding.Id, Decision = deciding.Decision, By = deciding.By, At = entry.Now, Code = incident.Code, From = incident.From, To = incident.To,
            NewCode = deciding.NewCode, Seats = deciding.Seats, Reason = deciding.Reason, Undoes = deciding.Undoes,
        };
        await VerdictStore.AddAsync(entry, new PlacedVerdict(verdict, deciding.Exam, bench.Id, bench.Room.Id, deciding.Incident, deciding.Name), cancel);
        await entry.Desk.AddAsync(entry.Session, deciding.Exam, bench.Id, verdict, cancel);
        return DecidingResult.Saved;
    }
}

/// <summary>What a person wants decided, checked for form.</summary>
internal sealed record Deciding(string Id, string Exam, string Incident, VerdictKind Decision, string By, string Name)
{
    public ViolationCode? NewCode { get; init; }
    public IReadOnlyList<string> Seats { get; init; } = [];
    public string? Reason { get; init; }
    public string? Undoes { get; init; }
}

internal enum DecidingResult
{
    Saved = 1,
    NotFound,
    NothingToUndo,
}
