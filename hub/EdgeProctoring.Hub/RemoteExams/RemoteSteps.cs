using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Sittings;

namespace EdgeProctoring.Hub.RemoteExams;

internal enum StepResult
{
    Taken = 1,
    NotFound,
    /// <summary>The sitting is not where this step leads on from.</summary>
    NotNow,
}

/// <summary>The steps of remote sittings: the preparation's own, and those of any sitting.</summary>
internal sealed class RemoteSteps(RemoteDesk desk, RemoteTalk talk, SittingDesk sittings, Ledger ledger)
{
    public async Task<StepResult> PrepareAsync(string sitting, RemoteStep step, Person by, string detail, CancellationToken cancel)
    {
        var result = await ledger.DoAsync(async (entry, stop) =>
        {
            if (await RemoteStore.FindAsync(entry.Session, sitting, stop) is not { } known)
            {
                return StepResult.NotFound;
            }
            if (known.Preparation.After(step, detail) is null || known.StateAt(entry.Now) is not (<= RemoteState.Admitted))
            {
                return StepResult.NotNow;
            }
            await RemoteStore.AddAsync(entry, known, step, by.Who, detail, stop);
            return StepResult.Taken;
        }, cancel);
        desk.Forget(sitting);
        talk.Wake(sitting);
        return result;
    }

    public async Task<StepResult> TakeAsync(RemoteSitting sitting, StepKind kind, Person by, string? reason, CancellationToken cancel) =>
        await sittings.TakeAsync(new StepWish(sitting.Exam, null, sitting.Id, kind) { Reason = string.IsNullOrWhiteSpace(reason) ? null : reason }, by, cancel) switch
        {
            { Step: not null } => StepResult.Taken,
            { Refusal: not null } => StepResult.NotNow,
            _ => StepResult.NotFound,
        };
}
