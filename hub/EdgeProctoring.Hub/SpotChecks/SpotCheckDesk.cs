using System.Text.Json;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;

namespace EdgeProctoring.Hub.SpotChecks;

/// <summary>Sends visitors to rooms, and takes what they sign. All of it is audited, and so chained to the exam's record.</summary>
internal sealed class SpotCheckDesk(Ledger ledger, WallBoard wall, TimeProvider time)
{
    private static readonly TimeSpan _open = TimeSpan.FromHours(12);

    /// <summary>
    /// The next room by lot. A room once drawn stands until it is visited, or skipped with a reason: nobody draws again until
    /// the lot suits. Null where no exam runs.
    /// </summary>
    public Task<Visit?> DrawAsync(Person by, Scope scope, CancellationToken cancel)
    {
        var (id, seed) = (NewId(), RoomDraw.NewSeed());
        return ledger.DoAsync(async (entry, stop) =>
        {
            if (await VisitStore.FindOpenAsync(entry.Session, by.Id, entry.Now - _open, stop) is { } open)
            {
                return open;
            }
            var rooms = await RoomsNow.ListAsync(entry.Session, wall, scope, entry.Now, stop);
            var left = rooms.FindAll(room => !room.IsVisited);
            List<Candidate> candidates = [.. (left.Count > 0 ? left : rooms).Select(room => room.Candidate)];
            if (candidates.Count == 0)
            {
                return null;
            }
            var (room, way) = RoomDraw.Of(seed, candidates);
            return await BeginAsync(entry, new Visit(id, 0, room.Exam, room.Room, way, seed, candidates, null, by.Id, by.Name, entry.Now), stop);
        }, cancel);
    }

    /// <summary>A room that the visitor chose, with the reason. Null where no exam runs there.</summary>
    public Task<Visit?> ChooseAsync(Person by, Scope scope, string exam, string room, string reason, CancellationToken cancel)
    {
        var id = NewId();
        return ledger.DoAsync(async (entry, stop) =>
        {
            var rooms = await RoomsNow.ListAsync(entry.Session, wall, scope, entry.Now, stop);
            return rooms.Find(one => one.Exam == exam && one.Room == room) is not { } chosen ? null
                : await BeginAsync(entry, new Visit(id, 0, exam, room, DrawWay.Chosen, "", [chosen.Candidate], reason, by.Id, by.Name, entry.Now), stop);
        }, cancel);
    }

    /// <summary>Takes what was signed, once. The same again is fine: a phone repeats what it got no answer to.</summary>
    public Task<SignResult> SignAsync(string visit, Person by, VisitOutcome signed, CancellationToken cancel) => ledger.DoAsync(async (entry, stop) =>
    {
        if (await VisitStore.FindAsync(entry.Session, visit, stop) is not { } known || known.By != by.Id)
        {
            return SignResult.NotFound;
        }
        if (known.Outcome is not null)
        {
            return known.Outcome.Result == signed.Result && known.Outcome.Note == signed.Note ? SignResult.Signed : SignResult.SignedOtherwise;
        }
        foreach (var picture in signed.Pictures)
        {
            if (await entry.Session.NumberAsync("SELECT COUNT(*) FROM evidence WHERE id = @id AND exam = @exam AND room = @room", stop, ("@id", picture), ("@exam", known.Exam), ("@room", known.Room)) == 0)
            {
                return SignResult.PictureMissing;
            }
        }
        // A phone's clock may be wrong: what it says counts between the draw and now.
        var done = signed.Done < known.At ? known.At : signed.Done > entry.Now ? entry.Now : signed.Done;
        var outcome = signed with { Done = done, At = entry.Now };
        await VisitStore.AddAsync(entry.Session, visit, outcome, stop);
        await entry.AuditAsync(by.Who, "spot-check.signed", visit, known.Exam, JsonSerializer.Serialize(new
        {
            number = known.Number, room = known.Room, result = VisitStore.Word(outcome.Result), outcome.Note, outcome.Heads, outcome.Checks, outcome.Pictures, outcome.Done,
        }, JsonSerializerOptions.Web), stop);
        return SignResult.Signed;
    }, cancel);

    private static async Task<Visit?> BeginAsync(LedgerEntry entry, Visit visit, CancellationToken cancel)
    {
        var begun = await VisitStore.AddAsync(entry.Session, visit, cancel);
        await entry.AuditAsync($"person:{visit.By}", begun.IsDrawn ? "spot-check.drawn" : "spot-check.chosen", visit.Room, visit.Exam,
            FormattableString.Invariant($"{begun.Number} {VisitStore.Word(begun.Way)} {begun.Seed} {begun.Candidates.Count} {begun.Reason}").TrimEnd(), cancel);
        return begun;
    }

    private string NewId() => Guid.CreateVersion7(time.GetUtcNow()).ToString();
}

internal enum SignResult
{
    Signed = 1,
    SignedOtherwise,
    PictureMissing,
    NotFound,
}
