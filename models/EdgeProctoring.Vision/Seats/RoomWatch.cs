using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>
/// Turns looks at a room's pictures into sightings: what began and what ended, seat by seat. While the picture shows nothing, it
/// reports that and concludes nothing about anybody.
/// </summary>
public sealed class RoomWatch
{
    /// <summary>Degrees from which a head counts as turned.</summary>
    private const float TurnedFrom = 25;

    private readonly IReadOnlyList<SeatLook> _seats;
    private readonly SeatBinder _binder;
    private readonly HashSet<string> _expected;
    private readonly SightingBook _book;
    private readonly HeadCount _heads = new();
    private readonly (int Width, int Height) _picture;

    /// <summary>Watches a camera's seats during an exam. Ids are made by the caller: chance is a parameter.</summary>
    public RoomWatch(CameraSettings camera, ExamWindow exam, int pictureWidth, int pictureHeight, Func<DateTimeOffset, string> newId)
    {
        _seats = [.. camera.Seats.Select(seat => new SeatLook(new SeatArea(seat, pictureWidth, pictureHeight)))];
        _binder = new SeatBinder(_seats);
        _expected = (exam.Seats.Count > 0 ? exam.Seats : camera.Seats.Select(seat => seat.Id)).ToHashSet();
        _book = new SightingBook(newId);
        _picture = (pictureWidth, pictureHeight);
    }

    /// <summary>Takes one look; returns the sightings that began or ended with it.</summary>
    public IReadOnlyList<Sighting> Look(DateTimeOffset at, PictureState picture, List<Detection> found)
    {
        _book.Turn();
        _book.Look(ObservationKind.CameraDark, null, picture == PictureState.Dark, at, Limits.FullConfidence);
        _book.Look(ObservationKind.CameraCovered, null, picture == PictureState.Covered, at, Limits.FullConfidence);
        if (picture == PictureState.Usable)
        {
            var strangers = _binder.Bind(found);
            foreach (var seat in _seats)
            {
                Look(seat, at);
            }
            LookForHeads(_seats.Count(seat => seat.Face is not null || seat.Person) + strangers, at);
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

    private void Look(SeatLook look, DateTimeOffset at)
    {
        var seat = look.Area.Seat;
        if (_expected.Contains(seat))
        {
            _book.Look(ObservationKind.SeatEmpty, seat, look.Face is null && !look.Person, at, 800);
        }
        _book.Look(ObservationKind.Phone, seat, look.Phone is not null, at, Thousandths(look.Phone?.Score), Boxed(look.Phone, "phone"));
        var turned = look.Face is { } face && MathF.Abs(face.Yaw) >= TurnedFrom;
        _book.Look(ObservationKind.HeadTurned, seat, turned, at, Thousandths(look.Face?.Score),
            Boxed(look.Face, null) with { Yaw = (int)MathF.Round(look.Face?.Yaw ?? 0) });
        _book.Look(ObservationKind.HeadsTogether, seat, look.HeadBeside is not null, at, Thousandths(look.Face?.Score),
            Boxed(look.Face, null) with { OtherSeat = look.HeadBeside });
    }

    /// <summary>A head count is one sighting as long as it stays the same.</summary>
    private void LookForHeads(int heads, DateTimeOffset at)
    {
        if (_heads.Settle(heads) is { } count)
        {
            _book.Replace(ObservationKind.PersonCount, at, 900, new ObservationDetail { Count = count });
        }
    }

    private ObservationDetail Boxed(Detection? find, string? label) => find is not { } box ? ObservationDetail.None : new ObservationDetail
    {
        Label = label,
        Box = new PictureBox(Share(box.Left, _picture.Width), Share(box.Top, _picture.Height), Share(box.Width, _picture.Width), Share(box.Height, _picture.Height)),
    };

    private static int Share(float pixels, int side) => (int)Math.Clamp(MathF.Round(pixels * Limits.PictureSide / side), 0, Limits.PictureSide);

    private static int Thousandths(float? score) => (int)Math.Clamp((score ?? 0) * Limits.FullConfidence, 0, Limits.FullConfidence);
}
