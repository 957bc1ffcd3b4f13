using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.Storage;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>Reads sittings as the judges have them, with the evidence and the names of those who decided.</summary>
internal sealed class CaseBook(Ledger ledger)
{
    /// <summary>All of an exam, lowest trust first; those without a score at the end.</summary>
    public Task<IReadOnlyList<CaseRow>?> ListAsync(string exam, Scope scope, CancellationToken cancel) => ledger.DoAsync<IReadOnlyList<CaseRow>?>(async (entry, stop) =>
    {
        if (await entry.Desk.FindAsync(entry.Session, exam, stop) is not { } bench || await ScopeStore.FindAsync(entry.Session, exam, stop) is not { } known)
        {
            return null;
        }
        var honest = (await StepStore.ListAsync(entry.Session, exam, stop)).Where(step => step is { Kind: StepKind.Review, Sitting: not null }).GroupBy(step => step.Sitting!, StringComparer.Ordinal)
            .ToDictionary(steps => steps.Key, steps => steps.Last().Reason, StringComparer.Ordinal);
        return [.. bench.Sittings.Values.Where(one => !one.IsRoom && scope.Covers(known, one.Room.Id)).Select(one =>
        {
            var view = SittingView.Of(one, entry.Now);
            var length = view.Start is { } start ? (view.End < entry.Now ? view.End : entry.Now) - start : TimeSpan.Zero;
            return new CaseRow(exam, view.Id, view.Name, view.Group, one.Room.Name, view.Seat, Word(view.Mode), Word(view.State), length < TimeSpan.Zero ? TimeSpan.Zero : length, view.Trust, view.Coverage, view.OpenIncidents, honest.GetValueOrDefault(view.Id));
        }).OrderBy(row => row.Trust ?? int.MaxValue).ThenByDescending(row => row.Open).ThenBy(row => row.Name, StringComparer.Ordinal)];
    }, cancel);

    public async Task<CaseView?> FindAsync(string exam, string sitting, Texts texts, Scope scope, CancellationToken cancel)
    {
        var list = await ListAsync(exam, scope, cancel);
        var at = list?.ToList().FindIndex(row => row.Sitting == sitting) ?? -1;
        if (list is null || at < 0)
        {
            return null;
        }
        return await ledger.DoAsync(async (entry, stop) =>
        {
            var bench = (await entry.Desk.FindAsync(entry.Session, exam, stop))!.Sittings[sitting];
            var pieces = (await entry.Session.ListAsync("SELECT id, media_type, from_us FROM evidence WHERE exam = @exam", row => new CasePiece(row.GetString(0), row.GetString(1).StartsWith("video", StringComparison.Ordinal), WireTime.FromMicroseconds(row.GetInt64(2))), stop, ("@exam", exam)))
                .ToDictionary(piece => piece.Id, StringComparer.Ordinal);
            var verdicts = (await entry.Session.ListAsync("SELECT id, by_name, at_us, reason FROM verdicts WHERE exam = @exam AND sitting = @sitting", row => new Decided(row.GetString(0), row.GetString(1), WireTime.FromMicroseconds(row.GetInt64(2)), row.Text(3)), stop, ("@exam", exam), ("@sitting", sitting)))
                .ToDictionary(verdict => verdict.Id, StringComparer.Ordinal);
            var steps = (await StepStore.ListAsync(entry.Session, exam, stop)).Where(step => step.Concerns(sitting, bench.Room.Id)).ToList();
            return View(bench, entry.Now, texts, pieces, verdicts, steps) with { Tracks = await TracksAsync(entry.Session, exam, bench, stop), Previous = at > 0 ? list[at - 1].Sitting : null, Next = at + 1 < list.Count ? list[at + 1].Sitting : null };
        }, cancel);
    }

    // What was recorded of this sitting alone, of its seat, or of the whole room.
    private static async Task<IReadOnlyList<CaseTrack>> TracksAsync(Session session, string exam, SittingBench bench, CancellationToken cancel)
    {
        var films = await session.ListAsync("""
            SELECT e.id, e.node, e.camera, e.from_us, e.to_us FROM evidence e LEFT JOIN tombstones t ON t.evidence = e.id
            WHERE e.exam = @exam AND e.media_type LIKE 'video/%' AND t.evidence IS NULL AND (e.sitting = @sitting OR (e.sitting IS NULL AND e.room = @room AND (e.seat IS NULL OR e.seat = @seat)))
            ORDER BY e.from_us, e.id
            """, row => (Id: row.GetString(0), Name: row.Text(2) is { } camera ? $"{row.GetString(1)}/{camera}" : row.GetString(1), From: WireTime.FromMicroseconds(row.GetInt64(3)), To: WireTime.FromMicroseconds(row.GetInt64(4))),
            cancel, ("@exam", exam), ("@sitting", bench.Id), ("@room", bench.Room.Id), ("@seat", bench.Life.Seat ?? ""));
        return [.. films.Where(film => film.To > film.From).GroupBy(film => film.Name, StringComparer.Ordinal).OrderBy(track => track.Key, StringComparer.Ordinal)
            .Select(track => new CaseTrack(track.Key, [.. track.Select(film => new CaseFilm(film.Id, film.From, film.To))]))];
    }

    private static CaseView View(SittingBench bench, DateTimeOffset now, Texts texts, Dictionary<string, CasePiece> pieces, Dictionary<string, Decided> verdicts, List<SittingStep> steps)
    {
        var (judgement, life, exam) = (bench.JudgeNow(now), bench.Life, bench.Room.Exam);
        var language = texts.Language switch { "kk" => Language.Kk, "en" => Language.En, _ => Language.Ru };
        var covered = bench.Room.Coverage().SelectMany(stream => stream.Covered.Select(span => (span.From, span.To))).OrderBy(span => span.From).ToList();
        var grace = judgement.Start + TimeSpan.FromMilliseconds(exam.Pack.Content.Grace.Value);
        return new CaseView(exam.Id, exam.Title, bench.Id, bench.Examinee!.Name, bench.Examinee.Group, bench.Room.Name, life.Seat, Word(life.Plan.Mode), Word(life.StateAt(now)), judgement.Start, life.EndsAt(now), $"{judgement.PackId} v{judgement.PackVersion}")
        {
            Trust = judgement.Score.Trust, Confirmed = judgement.Score.Confirmed, Coverage = judgement.Coverage.Overall, Explained = Explanation.Of(judgement.Score, language), Proposal = Word(judgement.Proposal.Outcome),
            Losses = [.. judgement.Score.Losses.Select(loss => new CaseLoss(Explanation.Name(loss.Code, language), TimeSpan.FromMilliseconds(loss.Milliseconds), loss.Tenths))],
            Incidents = [.. judgement.Incidents.Select(incident => Of(incident, language, pieces, verdicts))],
            Gaps = Gaps(covered, judgement.Start, judgement.End < now ? judgement.End : now),
            Breaks = [.. life.Breaks.Select(rest => new CaseSpan(rest.From, rest.To ?? now, Word(rest.Kind)))],
            Steps = [.. steps.Select(step => new CaseStep(Word(step.Kind), step.Name, step.At, step.Reason))],
            GraceEnd = grace > judgement.Start ? grace : null,
        };
    }

    private static CaseIncident Of(Incident incident, Language language, Dictionary<string, CasePiece> pieces, Dictionary<string, Decided> verdicts)
    {
        var decided = incident.Verdicts.Count > 0 ? verdicts.GetValueOrDefault(incident.Verdicts[^1]) : null;
        var by = incident.Review switch { ReviewState.Dismissed => "dismissed", ReviewState.Open => "machine", _ => "person" };
        return new CaseIncident(incident.Id, incident.Code.Text(), Explanation.Name(incident.Code, language), Explanation.Of(incident, language), WallJson.Severity(incident), by, Word(incident.Review), incident.From, incident.To)
        {
            Runs = incident.IsOpen, InGrace = incident.InGrace, IsAllowed = incident.Exempt != Exemption.None, IsCovered = incident.IsCovered, Cameras = incident.Sources.Count,
            Pieces = [.. incident.Evidence.Select(id => pieces.GetValueOrDefault(id)).OfType<CasePiece>()],
            Verdict = decided?.Id, DecidedBy = decided?.Name, DecidedAt = decided?.At, Reason = decided?.Reason,
        };
    }

    // What no camera held: the time between the stretches, seams of less than two seconds aside.
    private static List<CaseSpan> Gaps(List<(DateTimeOffset From, DateTimeOffset To)> covered, DateTimeOffset from, DateTimeOffset to)
    {
        var gaps = new List<CaseSpan>();
        var reached = from;
        foreach (var (start, end) in covered.Append((to, to)))
        {
            if (start - reached > TimeSpan.FromSeconds(2) && reached < to)
            {
                gaps.Add(new CaseSpan(reached, start < to ? start : to, "gap"));
            }
            reached = end > reached ? end : reached;
        }
        return gaps;
    }

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private sealed record Decided(string Id, string Name, DateTimeOffset At, string? Reason);
}
