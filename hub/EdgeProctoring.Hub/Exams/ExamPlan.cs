using EdgeProctoring.Hub.Hosting;

namespace EdgeProctoring.Hub.Exams;

/// <summary>An exam as the exam office plans it.</summary>
internal sealed record ExamPlan
{
    public string? Title { get; init; }
    public string? Course { get; init; }
    public DateTimeOffset From { get; init; }
    public int Minutes { get; init; }
    /// <summary>Id of a rule pack; its newest version is fixed when the exam is planned. It carries the outcome policy and how long recordings are kept.</summary>
    public string? Pack { get; init; }
    /// <summary>Nobody is judged before somebody has identified them.</summary>
    public bool Identify { get; init; }
    public IReadOnlyList<string> Aids { get; init; } = [];
    public IReadOnlyList<string> Groups { get; init; } = [];
    public IReadOnlyList<PlannedRoom> Rooms { get; init; } = [];

    public static readonly IReadOnlyList<string> KnownAids = ["calculator", "book", "notes", "paper", "dictionary", "headphones", "computer"];

    public DateTimeOffset To => From + TimeSpan.FromMinutes(Minutes);

    public void Check(FieldErrors errors)
    {
        errors.Label("title", Title);
        errors.Number("minutes", Minutes, 1, 24 * 60);
        errors.Require(From.Year is >= 2000 and < 2200, "from", From, "a time with its offset, such as 2026-12-18T09:00:00+05:00");
        errors.Id("pack", Pack);
        errors.Require(Rooms.Count <= 100, "rooms", Rooms.Count, "at most 100");
        errors.Require(Groups.Count <= 200, "groups", Groups.Count, "at most 200");
        foreach (var twice in Rooms.GroupBy(room => room.Room, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            errors.Refuse("rooms", twice.Key, "each room once");
        }
        foreach (var room in Rooms)
        {
            errors.Number("rooms.staff", room.Staff, 0, 100);
            errors.Require(room.People.Count <= 100, "rooms.people", room.People.Count, "at most 100");
        }
        CheckAids(errors, Aids);
    }

    public static void CheckAids(FieldErrors errors, IReadOnlyList<string> aids)
    {
        foreach (var aid in aids.Where(aid => !KnownAids.Contains(aid)))
        {
            errors.Refuse("aids", aid, string.Join(", ", KnownAids));
        }
    }
}

/// <summary>A room of an exam: how many members of staff are in it, and the accounts of those who attend it.</summary>
internal sealed record PlannedRoom(string Room, int Staff)
{
    public IReadOnlyList<string> People { get; init; } = [];
}

/// <summary>An exam as it is planned, with its id and what the plan became.</summary>
internal sealed record ExamView(string Id, string Title, string? Course, string? Faculty, DateTimeOffset From, DateTimeOffset To, string Pack, long PackVersion, string PackHash,
    bool Identify, IReadOnlyList<string> Aids, IReadOnlyList<string> Groups, IReadOnlyList<PlannedRoom> Rooms, int Sittings, int Unseated, bool Sealed);

/// <summary>One line of the list of exams.</summary>
internal sealed record ExamLine(string Id, string Title, string? Course, DateTimeOffset From, DateTimeOffset To, string Pack, int Rooms, int Sittings, bool Sealed);

internal enum PlanResult
{
    Saved = 1,
    NotFound,
    /// <summary>The exam has begun: time, rules and rooms stay.</summary>
    Begun,
    /// <summary>Somebody sits in a room that the new plan leaves out.</summary>
    RoomInUse,
}
