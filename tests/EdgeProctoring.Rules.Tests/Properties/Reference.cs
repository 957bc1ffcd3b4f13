using EdgeProctoring.Contracts;
using static EdgeProctoring.Rules.Tests.Painting;

namespace EdgeProctoring.Rules.Tests;

/// <summary>
/// The engine once more, slow and plain: it paints every second of a sitting and shares no code with the other. It knows
/// cases whose times all lie on whole seconds (<see cref="Snapped"/>).
/// </summary>
internal sealed class Reference
{
    public const int Cell = 1000;

    private readonly RulePack _pack;
    private readonly TestCase _given;
    private readonly Sitting _sitting;
    private readonly int _end;
    private readonly bool[] _break;
    private readonly Dictionary<Senses, bool[]> _paused = [];
    private readonly Dictionary<ViolationCode, bool[]> _counting = [];
    private readonly Dictionary<ViolationCode, bool[]> _confirmed = [];
    private readonly List<(int Order, Verdict Verdict, int From, int To)> _rulings = [];

    public Reference(RulePack pack, TestCase given)
    {
        (_pack, _given, _sitting) = (pack, given, given.Sitting);
        _end = At(given.Sitting.End ?? given.Sitting.AsOf!.Value);
        _break = new bool[_end];
        foreach (var off in _sitting.Breaks)
        {
            var from = At(off.From);
            var to = off.To is { } back ? At(back) : _end;
            Paint(_break, from, off.Limit is { } limit ? Math.Min(to, from + (int)(limit.TotalMilliseconds / Cell)) : to);
        }
        _end = EndedByInactivity();
        Array.Resize(ref _break, _end);
        Rule();
        Conclude();
    }

    /// <summary>What the rules found: code, from and to in seconds, and why it is exempt.</summary>
    public List<(ViolationCode Code, int From, int To, Exemption Exempt)> Found { get; } = [];

    public Dictionary<ViolationCode, long> Losses => _counting.Where(pair => pair.Value.Contains(true)).ToDictionary(pair => pair.Key, pair => Milliseconds(pair.Value));

    public int Trust => TrustOf(_counting);
    public int Confirmed => TrustOf(_confirmed);

    public static int At(DateTimeOffset time) => (int)((time - RandomCase.Start).TotalMilliseconds / Cell);

    private int TrustOf(Dictionary<ViolationCode, bool[]> cells) => Math.Max(0, 1000 - cells.Sum(pair =>
    {
        var (time, violation) = ((decimal)Milliseconds(pair.Value), _pack.Violations[pair.Key]);
        return (int)Math.Round(violation.Cap * time / (time + violation.Tau), MidpointRounding.AwayFromZero);
    }));

    private int EndedByInactivity()
    {
        var idle = (int)(_pack.Content.IdleEnd.Value / Cell);
        var active = _given.Seen.Where(seen => seen.Kind == ObservationKind.PageActive).ToList();
        if (idle == 0 || _sitting.Mode != SittingMode.Remote || active.Count == 0)
        {
            return _end;
        }
        var busy = (bool[])_break.Clone();
        active.ForEach(seen => Paint(busy, At(seen.From), seen.To is { } to ? At(to) : _end));
        foreach (var line in _pack.Content.Rules.Where(line => line.Kind == RuleKind.Equipment && line.Modes.Allow(_sitting.Mode)))
        {
            Runs(Cells(line, line.Sees, _ => true, _ => true), line).ForEach(run => Paint(busy, run.From, run.To));
        }
        var last = 0;
        for (var cell = 0; cell < _end; cell++)
        {
            if (busy[cell])
            {
                last = cell + 1;
            }
            else if (cell + 1 - last > idle)
            {
                return last + idle;
            }
        }
        return _end;
    }

    private void Rule()
    {
        foreach (var verdict in HoldingVerdicts.Of(_given.Verdicts))
        {
            if (verdict is { Code: not null, Decision: not VerdictKind.Undo })
            {
                _rulings.Add((_rulings.Count, verdict, At(verdict.From!.Value), At(verdict.To!.Value)));
            }
        }
        foreach (var line in _pack.Content.Rules.Where(line => line.Kind == RuleKind.Equipment && line.Modes.Allow(_sitting.Mode) && _given.Seen.Any(seen => line.Sees.Contains(seen.Kind))))
        {
            foreach (var run in Runs(Cells(line, line.Sees, _ => true, _ => true), line))
            {
                foreach (var sense in Enum.GetValues<Senses>().Where(sense => line.Pauses.HasFlag(sense) && sense is not (Senses.None or Senses.All)))
                {
                    Paint(_paused.TryGetValue(sense, out var cells) ? cells : _paused[sense] = new bool[_end], run.From, run.To);
                }
            }
        }
    }

    private void Conclude()
    {
        foreach (var line in _pack.Content.Rules.Where(line => line.Modes.Allow(_sitting.Mode) && (line.Consent is null || _sitting.Consents.Contains(line.Consent))))
        {
            if (line.Kind is RuleKind.Equipment or RuleKind.Reported)
            {
                Conclude(line, Exemption.None, _ => true);
                continue;
            }
            var exempt = line.Aids.Any(_sitting.Aids.Contains) ? Exemption.Aid
                : _sitting.Accommodations.Any(granted => line.Accommodations.Contains(granted.Kind)) ? Exemption.Accommodation : Exemption.None;
            Conclude(line, exempt, cell => !_break[cell]);
            if (_break.Contains(true))
            {
                Conclude(line, Exemption.Break, cell => _break[cell]);
            }
        }
        foreach (var (order, verdict, from, to) in _rulings.Where(ruling => ruling.Verdict.Decision == VerdictKind.Report))
        {
            Count(verdict.Code!.Value, from, to, new State(IsRoom: false, IsEquipment: IsEquipment(verdict.Code!.Value), Charges: true, Exemption.None, Senses.Person, order, ByPerson: true));
        }
    }

    private void Conclude(RuleLine line, Exemption exempt, Func<int, bool> part)
    {
        if (!_given.Seen.Any(seen => line.Sees.Contains(seen.Kind)))
        {
            return;
        }
        foreach (var (code, wanted, charges) in Groups(line))
        {
            // Room-level only where all of it was seen of the room: the same stretch, painted without what names somebody.
            var cells = Cells(line, line.Sees, wanted, part);
            var named = Cells(line, line.Sees, seen => wanted(seen) && NamesSomebody(seen), part);
            var others = line.Kind == RuleKind.Corroborated ? Cells(line, line.By, seen => _sitting.Mode == SittingMode.Remote || NamesSomebody(seen), part) : [];
            foreach (var run in Runs(cells, line))
            {
                var isRoom = _sitting.Mode == SittingMode.Hall && (line.RoomInHall || !named.AsSpan(run.From, run.To - run.From).Contains(true));
                var isFree = false;
                if (line.Kind == RuleKind.Corroborated && !IsNear(run, others, (int)(line.Within / Cell)))
                {
                    if (line.Alone == Alone.Skip)
                    {
                        continue;
                    }
                    isFree = line.Alone == Alone.Free;
                }
                var isEquipment = line.Kind == RuleKind.Equipment || IsEquipment(code);
                Found.Add((code, run.From, run.To, exempt != Exemption.None || isEquipment || Known(code) ? exempt : Exemption.Mode));
                Count(code, run.From, run.To, new State(isRoom, isEquipment, charges && !isFree && line.Kind != RuleKind.Equipment, exempt,
                    line.Sees.Aggregate(Senses.None, (all, kind) => all | SenseOfKind.Of(kind)), -1, ByPerson: false)
                { OfRoom = isRoom, IsPair = line.Kind == RuleKind.Pair });
            }
        }
    }

    private IEnumerable<(ViolationCode Code, Func<Observation, bool> Wanted, bool Charges)> Groups(RuleLine line)
    {
        switch (line.Kind)
        {
            case RuleKind.Reported:
                return _given.Seen.Where(seen => seen.Kind == ObservationKind.PersonReported).Select(seen => seen.Detail.Label!).Distinct()
                    .Select(label => (ViolationCodes.All.First(code => code.Text() == label), (Func<Observation, bool>)(seen => seen.Detail.Label == label), true));
            case RuleKind.Count:
                var most = _sitting.Roster + _sitting.Accommodations.Count(granted => granted.Kind == AccommodationKind.Helper);
                return [(line.Code, seen => (seen.Detail.Count ?? 0) - (seen.Detail.Staff ?? _sitting.Staff) > most, true)];
            case RuleKind.Pair:
                return _given.Seen.Where(seen => seen.Subject.Seat is not null && seen.Detail.OtherSeat is not null)
                    .Select(seen => Pair(line, seen)).Distinct()
                    .Select(pair => (line.Code, (Func<Observation, bool>)(seen => seen.Subject.Seat is not null && seen.Detail.OtherSeat is not null && Pair(line, seen) == pair),
                        line.ChargesBoth || _sitting.Seats.Any(stay => stay.Seat == pair.Item1)));
            default:
                return [(line.Code, seen => (line.Level is null || seen.Detail.Level >= line.Level) && (line.Yaw is null || Math.Abs(seen.Detail.Yaw ?? 0) >= line.Yaw), true)];
        }
    }

    private static (string, string) Pair(RuleLine line, Observation seen)
    {
        var (seat, other) = (seen.Subject.Seat!, seen.Detail.OtherSeat!);
        return line.ChargesBoth && string.CompareOrdinal(seat, other) > 0 ? (other, seat) : (seat, other);
    }

    private bool[] Cells(RuleLine line, IReadOnlyList<ObservationKind> kinds, Func<Observation, bool> wanted, Func<int, bool> part)
    {
        var cells = new bool[_end];
        foreach (var seen in _given.Seen.Where(seen => kinds.Contains(seen.Kind) && seen.Confidence >= line.Confidence && (seen.Kind != ObservationKind.PersonReported || seen.Source.Kind == SourceKind.Person) && wanted(seen)))
        {
            var (from, to) = (Math.Max(0, At(seen.From)), Math.Min(_end, seen.To is { } ended ? At(ended) : _end));
            var stays = Stays(line, seen);
            if (line.Kind == RuleKind.Reported && seen.To is not null && to <= 0 && stays.Exists(stay => stay.From <= 0 && 0 < stay.To))
            {
                Paint(cells, 0, (int)(line.Nominal / Cell)); // Reported at check-in.
            }
            for (var cell = from; cell < to; cell++)
            {
                if (part(cell) && stays.Exists(stay => stay.From <= cell && cell < stay.To))
                {
                    Paint(cells, cell, cell + 1 + (int)(line.Nominal / Cell));
                }
            }
        }
        return cells;
    }

    private static bool NamesSomebody(Observation seen) => seen.Subject.Seat is not null || seen.Subject.Sitting is not null;

    // When what is seen there concerns this examinee.
    private List<(int From, int To)> Stays(RuleLine line, Observation seen)
    {
        if (seen.Subject.Sitting is not null || seen.Subject.Seat is null)
        {
            return [(0, _end)];
        }
        if (line.Floor > 0 && seen.Source.Kind != SourceKind.Person && !_sitting.Views.Any(view => view.Source == seen.Source && view.PixelsPerMetre >= line.Floor))
        {
            return [];
        }
        var seat = _sitting.Seats.Any(stay => stay.Seat == seen.Subject.Seat) ? seen.Subject.Seat : line.Kind == RuleKind.Pair ? seen.Detail.OtherSeat : null;
        return [.. _sitting.Seats.Where(stay => stay.Seat == seat).Select(stay => (At(stay.From), stay.To is { } left ? At(left) : _end))];
    }

    private void Count(ViolationCode code, int from, int to, State state)
    {
        for (var cell = Math.Max(0, from); cell < Math.Min(_end, to); cell++)
        {
            Count(code, cell, state);
        }
    }

    private void Count(ViolationCode code, int cell, State state)
    {
        var last = LastRuling(code, cell, state.After);
        var names = last.Verdict is not null && _sitting.Seats.Any(stay => last.Verdict.Seats.Contains(stay.Seat));
        if (last.Verdict?.Decision == VerdictKind.Recode)
        {
            var becomes = last.Verdict.NewCode!.Value;
            Count(becomes, cell, state with
            {
                IsEquipment = IsEquipment(becomes),
                IsRoom = !state.IsPair && state.OfRoom && !names,
                Charges = true,
                Exempt = state.Exempt == Exemption.Break ? Exemption.Break : Exemption.None,
                After = last.Order,
                ByPerson = true,
            });
            return;
        }
        var stands = last.Verdict is null ? !state.IsRoom : last.Verdict.Decision == VerdictKind.Confirm && (!state.IsRoom || names);
        if (!stands || state.IsEquipment || !state.Charges || state.Exempt != Exemption.None || !Known(code)
            || cell * (long)Cell < _pack.Content.Grace.Value || _break[cell] || IsPaused(state.Sense, cell))
        {
            return;
        }
        Set(_counting, code, cell);
        if (last.Verdict is not null || state.ByPerson)
        {
            Set(_confirmed, code, cell);
        }
    }

    // These two are asked for every second: plain loops, no closures.
    private (int Order, Verdict? Verdict, int From, int To) LastRuling(ViolationCode code, int cell, int after)
    {
        for (var at = _rulings.Count - 1; at > after; at--)
        {
            var ruling = _rulings[at];
            if (ruling.Verdict.Code == code && ruling.Verdict.Decision is not VerdictKind.Report && ruling.From <= cell && cell < ruling.To)
            {
                return ruling;
            }
        }
        return default;
    }

    private bool IsPaused(Senses sense, int cell)
    {
        foreach (var (paused, cells) in _paused)
        {
            if ((sense & paused) != 0 && cells[cell])
            {
                return true;
            }
        }
        return false;
    }

    private bool Known(ViolationCode code) => _pack.Violations.TryGetValue(code, out var violation) && violation.Modes.Allow(_sitting.Mode);

    private void Set(Dictionary<ViolationCode, bool[]> cells, ViolationCode code, int cell) =>
        (cells.TryGetValue(code, out var known) ? known : cells[code] = new bool[_end])[cell] = true;

    private static bool IsEquipment(ViolationCode code) =>
        code is ViolationCode.CameraCovered or ViolationCode.CameraMoved or ViolationCode.RecordingGap or ViolationCode.NodeOffline or ViolationCode.NetworkLost;

    private sealed record State(bool IsRoom, bool IsEquipment, bool Charges, Exemption Exempt, Senses Sense, int After, bool ByPerson)
    {
        public bool OfRoom { get; init; }
        public bool IsPair { get; init; }
    }
}
