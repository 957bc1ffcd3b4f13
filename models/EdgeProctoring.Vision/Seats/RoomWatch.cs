using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>
/// Turns looks at a room's pictures into sightings: what began, became clearer and ended, seat by seat. While the picture shows
/// nothing, it reports that and concludes nothing about anybody.
/// </summary>
public sealed class RoomWatch
{
    /// <summary>A settled head count is so sure.</summary>
    private const int CountConfidence = 900;

    private static readonly (PictureState State, ObservationKind Kind)[] _faults =
    [
        (PictureState.Dark, ObservationKind.CameraDark), (PictureState.Covered, ObservationKind.CameraCovered), (PictureState.Bright, ObservationKind.CameraBright),
        (PictureState.Blurred, ObservationKind.CameraBlurred), (PictureState.Frozen, ObservationKind.CameraFrozen), (PictureState.Moved, ObservationKind.CameraMoved),
    ];

    private readonly List<SeatWatch> _seats;
    private readonly SeatBinder _binder;
    private readonly SeatChanges _changes;
    private readonly ItemPassing _passing;
    private readonly SightingBook _book;
    private readonly HeadCount _heads = new();

    /// <summary>Watches a camera's seats during an exam. Ids are made by the caller: chance is a parameter.</summary>
    public RoomWatch(CameraSettings camera, ExamWindow exam, int pictureWidth, int pictureHeight, Func<DateTimeOffset, string> newId)
    {
        var expected = (exam.Seats.Count > 0 ? exam.Seats : camera.Seats.Select(seat => seat.Id)).ToHashSet();
        _seats = [.. camera.Seats.Select(seat => new SeatWatch(new SeatLook(new SeatArea(seat, pictureWidth, pictureHeight)), expected.Contains(seat.Id)))];
        foreach (var row in _seats.GroupBy(seat => seat.Look.Area.Row))
        {
            var sitting = row.OrderBy(seat => seat.Look.Area.Left).ToList();
            for (var at = 1; at < sitting.Count; at++)
            {
                (sitting[at].Left, sitting[at - 1].Right) = (sitting[at - 1], sitting[at]);
            }
        }
        _binder = new SeatBinder([.. _seats.Select(seat => seat.Look)]);
        (_changes, _passing) = (new SeatChanges(_seats, exam.Seats.ToHashSet()), new ItemPassing(_seats));
        _book = new SightingBook(newId, pictureWidth, pictureHeight);
    }

    /// <summary>Takes one look; returns the sightings that began, became clearer or ended with it.</summary>
    /// <param name="at">When the picture was taken.</param>
    /// <param name="picture">Whether it can be used at all.</param>
    /// <param name="found">What the detector found in it.</param>
    /// <param name="closely">The seats that the detector looked at closely; null where all were seen alike.</param>
    public IReadOnlyList<Sighting> Look(DateTimeOffset at, PictureState picture, List<Detection> found, IReadOnlyList<string>? closely = null)
    {
        _book.Turn();
        foreach (var (state, kind) in _faults)
        {
            _book.Look(kind, null, at, new Glimpse(picture == state, Limits.FullConfidence));
        }
        if (picture == PictureState.Usable)
        {
            foreach (var seat in _seats)
            {
                seat.Look.IsClose = closely is null || closely.Contains(seat.Look.Area.Seat);
            }
            LookAtSeats(at, _binder.Bind(found));
        }
        return _book.Changes;
    }

    /// <summary>Ends everything that goes on: the exam is over or the camera is gone.</summary>
    public IReadOnlyList<Sighting> End(DateTimeOffset at)
    {
        _book.Turn();
        _book.EndAll(at);
        return _book.Changes;
    }

    private void LookAtSeats(DateTimeOffset at, int strangers)
    {
        var heads = strangers;
        foreach (var seat in _seats)
        {
            seat.Note(_book, at);
            heads += seat.IsOccupied ? 1 : 0;
        }
        _changes.Note(_book, at);
        _passing.Note(_book, at);
        // A head count is one sighting as long as it stays the same.
        if (_heads.Settle(heads) is { } count)
        {
            _book.Replace(ObservationKind.PersonCount, at, new Glimpse(true, CountConfidence) { Count = count });
        }
    }
}
