namespace EdgeProctoring.Contracts;

/// <summary>
/// Whom or what an observation concerns: one sitting (remote), one seat in a room (hall), a whole room (no seat),
/// or equipment outside any exam (no exam).
/// </summary>
public sealed record Subject
{
    public string? Exam { get; init; }
    public string? Room { get; init; }
    public string? Seat { get; init; }
    public string? Sitting { get; init; }

    public static Subject OfSeat(string exam, string room, string seat) => new() { Exam = exam, Room = room, Seat = seat };
    public static Subject OfRoom(string exam, string room) => new() { Exam = exam, Room = room };
    public static Subject OfSitting(string exam, string sitting) => new() { Exam = exam, Sitting = sitting };
}
