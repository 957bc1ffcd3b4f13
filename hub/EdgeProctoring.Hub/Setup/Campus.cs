using EdgeProctoring.Contracts;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Setup;

/// <summary>A campus as its file describes it.</summary>
internal sealed record Campus
{
    public required IReadOnlyList<CampusRoom> Rooms { get; init; }
    public required IReadOnlyList<CampusNode> Nodes { get; init; }
    public required IReadOnlyList<CampusExam> Exams { get; init; }
    public required IReadOnlyList<CampusUser> Users { get; init; }
}

internal sealed record CampusRoom(string Id, string Name, IReadOnlyList<SeatPlace> Seats);

internal sealed record CampusNode(string Id, string Profile, RecordingPolicy Recording, byte[]? PublicKey, IReadOnlyList<CampusCamera> Cameras);

/// <summary>A camera, and how many pixels wide its native picture is: with the lens it decides what can be judged at a seat.</summary>
internal sealed record CampusCamera(string Id, string Room, string Address, int FramesPerMinute, int LookSeconds, int LensDegrees, int Width);

internal sealed record CampusExam(string Id, string Title, RulePack Pack, string PackText, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> Aids,
    IReadOnlyList<CampusExamRoom> Rooms)
{
    /// <summary>Who sits the exam at home: the login of the account, and the name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Remote { get; init; } = [];
}

/// <summary>A room of an exam: who sits where, and how many members of staff are in it.</summary>
internal sealed record CampusExamRoom(string Room, int Staff, IReadOnlyList<KeyValuePair<string, string>> Roster);

internal sealed record CampusUser(string Login, string Name, IReadOnlyList<string> Roles, string Language, string? Password);
