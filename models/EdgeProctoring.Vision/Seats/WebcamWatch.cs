using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>
/// Turns looks at one examinee's webcam into sightings, by the same votes as <see cref="RoomWatch"/> and with its bounds: what
/// is an offence in a hall is the same offence at home. While the picture shows nothing, nothing is concluded about anybody.
/// </summary>
public sealed class WebcamWatch(int pictureWidth, int pictureHeight, Func<DateTimeOffset, string> newId)
{
    /// <summary>Nobody is seen where somebody should be: how sure that is.</summary>
    private const int MissingConfidence = 800;
    /// <summary>A settled count is so sure.</summary>
    private const int CountConfidence = 900;

    /// <summary>Somebody is there and shows no face: how sure that is.</summary>
    private const int CoveredConfidence = 700;
    /// <summary>Whoever takes less of the picture's height passes in the background.</summary>
    private const float LeastPerson = 0.35f;

    private readonly UsualYaw _yaw = new();
    private readonly SightingBook _book = new(newId, pictureWidth, pictureHeight);
    private readonly HeadCount _faces = new();

    /// <summary>Takes one look; returns the sightings that began, became clearer or ended with it.</summary>
    public IReadOnlyList<Sighting> Look(DateTimeOffset at, PictureState picture, List<Detection> found)
    {
        _book.Turn();
        _book.Look(ObservationKind.CameraDark, null, at, new Glimpse(picture == PictureState.Dark, Limits.FullConfidence));
        _book.Look(ObservationKind.CameraCovered, null, at, new Glimpse(picture == PictureState.Covered, Limits.FullConfidence));
        _book.Look(ObservationKind.CameraBright, null, at, new Glimpse(picture == PictureState.Bright, Limits.FullConfidence));
        if (picture == PictureState.Usable)
        {
            Look(at, found);
        }
        return _book.Changes;
    }

    /// <summary>Ends everything that goes on.</summary>
    public IReadOnlyList<Sighting> End(DateTimeOffset at)
    {
        _book.Turn();
        _book.EndAll(at);
        return _book.Changes;
    }

    private void Look(DateTimeOffset at, List<Detection> found)
    {
        var face = Best(found, DetectedThing.Face, largest: true);
        var isThere = face is not null || (Best(found, DetectedThing.Person, largest: true) is { } person && person.Height >= LeastPerson * pictureHeight);
        _book.Look(ObservationKind.FaceMissing, null, at, new Glimpse(!isThere, MissingConfidence));
        _book.Look(ObservationKind.FaceCovered, null, at, new Glimpse(isThere && face is null, CoveredConfidence));
        _book.Look(ObservationKind.Phone, null, at, Glimpse.Of(Best(found, DetectedThing.Phone, largest: false), "phone"));
        _book.Look(ObservationKind.Book, null, at, Glimpse.Of(Best(found, DetectedThing.Book, largest: false), "book"));
        var turned = face is { } head && _yaw.Turned(head) >= SeatWatch.TurnedFrom;
        _book.Look(ObservationKind.HeadTurned, null, at, turned ? Glimpse.Of(face) : Glimpse.Nothing);
        if (_faces.Settle(found.Count(one => one.Thing == DetectedThing.Face)) is { } count)
        {
            _book.Replace(ObservationKind.FaceCount, at, new Glimpse(true, CountConfidence) { Count = count });
        }
    }

    // The examinee is the largest; of things the surest counts.
    private static Detection? Best(List<Detection> found, DetectedThing thing, bool largest)
    {
        Detection? best = null;
        foreach (var one in found)
        {
            if (one.Thing == thing && (best is not { } known || (largest ? one.Width > known.Width : one.Score > known.Score)))
            {
                best = one;
            }
        }
        return best;
    }
}
