using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>One room of an exam on the wall, with its seats as they lie in the camera's picture.</summary>
internal sealed record WallRoom(string Exam, string Room, string Name, string Title, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<WallSeat> Seats)
{
    public string Key => $"room:{Exam}/{Room}";
}

/// <summary>A seat and who sits there; without a name it is free.</summary>
internal sealed record WallSeat(string Id, string? Name, int Row, IReadOnlyList<PicturePoint> Corners)
{
    public string? Sitting { get; init; }
    public SeatLife? Life { get; init; }
}
