using System.Globalization;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.SpotChecks;

namespace EdgeProctoring.Hub.Compliance;

/// <summary>Draws samples and takes second looks, all of it audited.</summary>
internal sealed class SampleDesk(Ledger ledger, TimeProvider time)
{
    /// <summary>Null where nobody decided anything in the period.</summary>
    public Task<Sample?> DrawAsync(Person by, Scope scope, DateTimeOffset from, DateTimeOffset to, int size, CancellationToken cancel)
    {
        var (id, seed) = (Guid.CreateVersion7(time.GetUtcNow()).ToString(), RoomDraw.NewSeed());
        return ledger.DoAsync(async (entry, stop) =>
        {
            var visible = await ScopeStore.ExamsAsync(entry.Session, scope, stop);
            var decided = (await SampleStore.DecidedAsync(entry.Session, from, to, stop)).FindAll(one => visible is null || visible.Contains(one.Exam));
            if (decided.Count == 0)
            {
                return null;
            }
            var drawn = SampleDraw.Of(seed, decided, one => one.Incident, size);
            var sample = await SampleStore.AddAsync(entry.Session, new Sample(id, 0, from, to, seed, decided.Count, by.Id, by.Name, entry.Now), drawn, stop);
            await entry.AuditAsync(by.Who, "sample.drawn", id, null, FormattableString.Invariant($"{sample.Number} {seed} {drawn.Count} of {decided.Count}"), stop);
            return sample;
        }, cancel);
    }

    public Task<LookResult> LookAsync(Person by, Scope scope, string sample, long number, VerdictKind decision, string? note, CancellationToken cancel) => ledger.DoAsync(async (entry, stop) =>
    {
        if (await SampleStore.FindAsync(entry.Session, sample, number, stop) is not { } item || await ScopeStore.FindAsync(entry.Session, item.Exam, stop) is not { } known || !scope.Touches(known))
        {
            return LookResult.NotFound;
        }
        if (!item.IsFor(by.Id))
        {
            return LookResult.NotYours;
        }
        await SampleStore.AddAsync(entry.Session, item, new SecondLook(by.Id, by.Name, decision, note, entry.Now), stop);
        await entry.AuditAsync(by.Who, $"sample.{decision}", item.Incident, item.Exam, string.Create(CultureInfo.InvariantCulture, $"{sample}/{number} {item.Turn} {note}").TrimEnd(), stop);
        return LookResult.Taken;
    }, cancel);
}

internal enum LookResult
{
    Taken = 1,

    /// <summary>This person decided on it before, or it is settled.</summary>
    NotYours,
    NotFound,
}
