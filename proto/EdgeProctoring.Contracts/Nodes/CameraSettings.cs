namespace EdgeProctoring.Contracts;

/// <summary>One camera of a node and the seats that it watches.</summary>
public sealed record CameraSettings
{
    public required string Id { get; init; }
    /// <summary><c>rtsp(s)://…</c>, <c>v4l2:…</c>, <c>libcamera:…</c>, <c>file:…</c> or <c>synthetic:…</c>.</summary>
    public required string Address { get; init; }
    public required string Room { get; init; }
    /// <summary>Analysed pictures per minute, 1 to 1800; default 300 (5 a second).</summary>
    public int FramesPerMinute { get; init; } = 300;
    /// <summary>Each seat is looked at least once in so many seconds, 1 to 60; default 2.</summary>
    public int LookSeconds { get; init; } = 2;
    /// <summary>Horizontal field of view in degrees, 10 to 180; default 90.</summary>
    public int LensDegrees { get; init; } = 90;
    public IReadOnlyList<SeatPlace> Seats { get; init; } = [];
}

/// <summary>Where a seat lies in the camera's picture and in the room.</summary>
public sealed record SeatPlace
{
    public required string Id { get; init; }
    /// <summary>Row from the camera, from 1.</summary>
    public int Row { get; init; } = 1;
    /// <summary>Millimetres from the camera to the seat; 0 = not measured.</summary>
    public int DistanceMm { get; init; }
    /// <summary>Polygon in ten-thousandths of the picture, at least three corners.</summary>
    public required IReadOnlyList<PicturePoint> Corners { get; init; }
}

/// <summary>A point in ten-thousandths of a picture's width and height.</summary>
public readonly record struct PicturePoint(int X, int Y);
