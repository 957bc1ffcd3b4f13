using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Api;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Retention;
using EdgeProctoring.Hub.Setup;

namespace EdgeProctoring.Hub.Sittings;

/// <summary>
/// The desk in front of the sittings: looks them up as they stand, and takes people's steps. Each step is written, chained,
/// audited and judged in one transaction.
/// </summary>
internal sealed class SittingDesk(Ledger ledger, TimeProvider time)
{
    /// <summary>A step that is on the disk; heard by whoever tells the examinee. Handlers must not wait.</summary>
    public event Action<SittingStep>? Taken;

    /// <summary>Null where there is no such exam.</summary>
    public Task<Page<SittingView>?> ListAsync(string exam, string? room, PageWish wish, CancellationToken cancel) => ledger.DoAsync(async (entry, stop) =>
        await entry.Desk.FindAsync(entry.Session, exam, stop) is not { } bench ? null
            : wish.Cut([.. bench.Sittings.Values.Where(sitting => !sitting.IsRoom && (room is null || sitting.Room.Id == room) && string.CompareOrdinal(sitting.Id, wish.After) > 0)
                .OrderBy(sitting => sitting.Id, StringComparer.Ordinal).Take(wish.Size + 1).Select(sitting => SittingView.Of(sitting, entry.Now))], view => view.Id), cancel);

    /// <summary>Null where there is no such sitting.</summary>
    public Task<SittingView?> FindAsync(string exam, string sitting, CancellationToken cancel) => ledger.DoAsync(async (entry, stop) =>
        await BenchAsync(entry, exam, sitting, stop) is { } bench ? SittingView.Of(bench, entry.Now) : null, cancel);

    public async Task<StepOutcome> TakeAsync(StepWish wish, Person by, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        var outcome = await ledger.DoAsync((entry, stop) => ApplyAsync(entry, wish, id, by, stop), cancel);
        if (outcome.Step is { } step)
        {
            Taken?.Invoke(step);
        }
        return outcome;
    }

    private static async Task<StepOutcome> ApplyAsync(LedgerEntry entry, StepWish wish, string id, Person by, CancellationToken cancel)
    {
        var exam = await entry.Desk.FindAsync(entry.Session, wish.Exam, cancel);
        var concerned = exam?.Sittings.Values.Where(bench => !bench.IsRoom && (wish.Sitting is not null ? bench.Id == wish.Sitting : wish.Room is null || bench.Room.Id == wish.Room)).ToList() ?? [];
        if (exam is null || (wish.Sitting is not null && concerned.Count == 0) || (wish.Room is not null && !exam.Rooms.ContainsKey(wish.Room)))
        {
            return new StepOutcome(null, null);
        }
        var refusals = concerned.ConvertAll(bench => bench.Life.Refuse(wish.Kind, entry.Now));
        if (refusals.TrueForAll(refusal => refusal is not null))
        {
            return new StepOutcome(null, wish.Sitting is not null ? refusals[0] : StepRefusal.Nobody);
        }
        if (wish.Kind == StepKind.Move && !await IsFreeAsync(entry, concerned[0], wish.Seat!, cancel))
        {
            return new StepOutcome(null, StepRefusal.SeatNotFree);
        }
        var room = wish.Sitting is not null ? concerned[0].Room.Id : wish.Room;
        var step = await StepStore.AddAsync(entry, new SittingStep(id, wish.Exam, room, wish.Sitting, wish.Kind, by.Id, by.Name, entry.Now)
        {
            Minutes = wish.Minutes, Seat = wish.Seat, Reason = wish.Reason,
        }, cancel);
        await entry.AuditAsync(by.Who, $"sitting.{wish.Kind}", wish.Sitting ?? room ?? wish.Exam, wish.Exam, string.Join(' ', new[] { wish.Seat, wish.Minutes?.ToString(System.Globalization.CultureInfo.InvariantCulture), wish.Reason }.OfType<string>()), cancel);
        await entry.Desk.AddAsync(entry.Session, step, cancel);
        await KeepWindowsAsync(entry, wish.Exam, cancel);
        await HoldAsync(entry, step, cancel);
        await WebhookStore.TellAsync(entry, "step", step.Exam, [new { step = step.Id, kind = step.Kind.ToString().ToLowerInvariant(), step.Sitting, step.Room, by = step.Name, step.Minutes, step.Seat, step.Reason }], cancel);
        return new StepOutcome(step, null);
    }

    /// <summary>A signed outcome or an appeal keeps the recordings until the sitting is final.</summary>
    private static async Task HoldAsync(LedgerEntry entry, SittingStep step, CancellationToken cancel)
    {
        if (step is { Sitting: { } sitting, Kind: StepKind.Decide or StepKind.Appeal })
        {
            await HoldStore.AddAsync(entry, new Hold($"case-{step.Id}", step.Exam, sitting, Hold.Case, step.Reason ?? step.Kind.ToString(), step.Name, entry.Now, null), step.By, cancel);
        }
        else if (step is { Sitting: { } final, Kind: StepKind.Finalise })
        {
            await HoldStore.ReleaseCaseAsync(entry, step.Exam, final, step.By, cancel);
        }
    }

    private static async Task<SittingBench?> BenchAsync(LedgerEntry entry, string exam, string sitting, CancellationToken cancel) =>
        (await entry.Desk.FindAsync(entry.Session, exam, cancel))?.Sittings.GetValueOrDefault(sitting) is { IsRoom: false } bench ? bench : null;

    private static async Task<bool> IsFreeAsync(LedgerEntry entry, SittingBench mover, string seat, CancellationToken cancel) =>
        await entry.Session.NumberAsync("SELECT COUNT(*) FROM seats WHERE room = @room AND id = @seat", cancel, ("@room", mover.Room.Id), ("@seat", seat)) > 0
        && mover.Room.Sittings.TrueForAll(bench => bench.Life.Seat != seat);

    /// <summary>Cameras go on as long as anybody sits before them: the nodes learn of a later end.</summary>
    public static async Task KeepWindowsAsync(LedgerEntry entry, string exam, CancellationToken cancel)
    {
        var changed = 0;
        foreach (var room in (await entry.Desk.FindAsync(entry.Session, exam, cancel))!.Rooms.Values)
        {
            var until = WireTime.ToMicroseconds(room.EndsAt(entry.Now));
            changed += await entry.Session.DoAsync("UPDATE exam_rooms SET until_us = @until WHERE exam = @exam AND room = @room AND COALESCE(until_us, @to) < @until", cancel,
                ("@exam", exam), ("@room", room.Id), ("@until", until), ("@to", WireTime.ToMicroseconds(room.Exam.To)));
        }
        if (changed > 0)
        {
            await CampusVersion.RaiseWindowsAsync(entry.Session, cancel);
        }
    }
}

/// <summary>What somebody wants done, checked for form: with one sitting, with a room, or with the whole exam.</summary>
internal sealed record StepWish(string Exam, string? Room, string? Sitting, StepKind Kind)
{
    public int? Minutes { get; init; }
    public string? Seat { get; init; }
    public string? Reason { get; init; }
}

/// <summary>The step that was taken, or why not; neither where there is nothing of that name.</summary>
internal sealed record StepOutcome(SittingStep? Step, StepRefusal? Refusal);
