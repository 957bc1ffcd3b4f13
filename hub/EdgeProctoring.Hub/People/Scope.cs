using System.Security.Claims;

namespace EdgeProctoring.Hub.People;

/// <summary>
/// What of the campus a person may deal with: all of it, or what the account names (faculties, exams, rooms, and what the
/// person is on the staff of).
/// </summary>
internal sealed class Scope
{
    private readonly HashSet<string> _words;
    private readonly string _person;

    private Scope(string person, IEnumerable<string> words) => (_person, _words) = (person, words.ToHashSet(StringComparer.Ordinal));

    public const string Assigned = "assigned";

    public bool IsWhole => _words.Count == 0;

    public static Scope Of(ClaimsPrincipal person) => new(person.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", person.FindAll(SignIn.ScopeClaim).Select(claim => claim.Value));

    public static bool IsWord(string word) => word == Assigned
        || (word.Split(':') is ["faculty" or "exam" or "room", var id] && Setup.YamlFields.IsId(id));

    /// <summary>The whole exam, whatever the room.</summary>
    public bool CoversAll(ExamScope exam) => IsWhole || _words.Contains($"exam:{exam.Id}") || (exam.Faculty is not null && _words.Contains($"faculty:{exam.Faculty}"));

    /// <summary>One room of the exam.</summary>
    public bool Covers(ExamScope exam, string room) => CoversAll(exam) || CoversRoom(room) || (_words.Contains(Assigned) && exam.Staff.Contains((room, _person)));

    /// <summary>Anything of the exam.</summary>
    public bool Touches(ExamScope exam) => CoversAll(exam) || exam.Rooms.Any(room => Covers(exam, room));

    public bool CoversRoom(string room) => IsWhole || _words.Contains($"room:{room}");
}

/// <summary>An exam as far as scopes go.</summary>
internal sealed record ExamScope(string Id, string? Faculty, IReadOnlyList<string> Rooms, IReadOnlyCollection<(string Room, string Person)> Staff);
