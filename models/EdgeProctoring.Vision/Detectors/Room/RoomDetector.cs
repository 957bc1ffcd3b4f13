using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>
/// Faces with head pose, persons and things of a hall: faces over the whole picture, persons and things over the whole and its
/// tiles, and some seats at each look once more, closely, for a phone; persons in turn where no seats are known.
/// </summary>
public sealed class RoomDetector : IRoomDetector
{
    /// <summary>Two tiles' boxes of one thing overlap by more than this.</summary>
    private const float SameThing = 0.5f;
    /// <summary>People are cut at the borders of tiles: a box that lies in another by this much is a part of it.</summary>
    private const float PartOf = 0.8f;
    /// <summary>Narrower faces are too coarse for a head pose.</summary>
    private const float LeastPosed = 20;
    /// <summary>A person's surroundings in a close look: beside, and below (hands).</summary>
    private const float Beside = 0.15f;
    private const float Below = 0.10f;

    private readonly VisionProfile _profile;
    private readonly FaceDetector _faces;
    private readonly ObjectDetector _objects;
    private readonly HeadPoseEstimator _poses;
    private readonly PhoneCheck _phones;
    private readonly PersonsByFace _persons = new();
    private readonly SeatRounds? _rounds;
    private readonly PictureRegion[] _seats;
    private readonly List<Detection> _close = new(64);
    private PictureRegion[] _regions = [];
    private (int Width, int Height) _planned;
    private int _nextPerson;

    public RoomDetector(ModelShelf shelf, VisionProfile profile, SeatRounds? rounds = null)
    {
        (_profile, _rounds, _seats) = (profile, rounds, new PictureRegion[profile.SeatsTogether]);
        Models = [.. NamesOf(profile).Select(shelf.InUse)];
        Model = new ModelInUse(string.Join('+', Models.Select(model => model.Name)), HashOf(Models), Demo: false);
        _faces = new FaceDetector(shelf, profile.Faces.Width, profile.Faces.Height, profile.IsWebcam ? FaceDetector.WebcamScore : FaceDetector.HallScore);
        _objects = new ObjectDetector(shelf, profile.ObjectModel);
        _poses = new HeadPoseEstimator(shelf);
        _phones = new PhoneCheck(shelf, profile.SeedSide);
    }

    /// <summary>All together: names joined, and the SHA-256 over their hashes in this order.</summary>
    public ModelInUse Model { get; }

    public SeatRounds? Rounds => _rounds;

    /// <summary>One by one.</summary>
    public IReadOnlyList<ModelInUse> Models { get; }

    public static IReadOnlyList<string> NamesOf(VisionProfile profile) =>
        [FaceDetector.ModelName, profile.ObjectModel, HeadPoseEstimator.ModelName, HeadPoseEstimator.SecondModelName, HallSeedDetector.ModelName];

    public void Detect(I420Picture picture, List<Detection> found, StageWatch? stages = null)
    {
        found.Clear();
        _faces.Detect(picture, PictureRegion.Whole(picture), found);
        stages?.Mark("faces");
        Pose(picture, CollectionsMarshal.AsSpan(found));
        stages?.Mark("poses");
        var things = found.Count;
        foreach (var region in Plan(picture))
        {
            _objects.Detect(picture, region, found);
        }
        Suppression.ByOverlap(found, things, SameThing);
        Suppression.ByContainment(found, things, PartOf, DetectedThing.Person);
        stages?.Mark("things");
        _close.Clear();
        if (_rounds is { } rounds)
        {
            LookAtSeats(picture, rounds);
        }
        else
        {
            LookAtPersons(picture, found, things);
        }
        _phones.Check(picture, _objects, _profile.CloseLooks, _close);
        KeepSmallThings(found, things);
        _persons.SetRight(picture, found, things);
        stages?.Mark("closely");
    }

    public void Dispose()
    {
        _faces.Dispose();
        _objects.Dispose();
        _poses.Dispose();
        _phones.Dispose();
    }

    private void Pose(I420Picture picture, Span<Detection> faces)
    {
        foreach (ref var face in faces)
        {
            if (face.Width >= LeastPosed)
            {
                var pose = _poses.Estimate(picture, face);
                face = face with { Yaw = pose.Yaw, Pitch = pose.Pitch };
            }
        }
    }

    private PictureRegion[] Plan(I420Picture picture)
    {
        if (_planned != (picture.Width, picture.Height))
        {
            _regions = [.. TilePlan.Of(picture.Width, picture.Height, _profile.Tiles.Columns, _profile.Tiles.Rows)];
            _planned = (picture.Width, picture.Height);
        }
        return _regions;
    }

    /// <summary>The seats that are due, several side by side.</summary>
    private void LookAtSeats(I420Picture picture, SeatRounds rounds)
    {
        rounds.Begin(picture);
        for (var look = 0; look < _profile.SeatLooks && rounds.Next(_seats) is > 0 and var count; look++)
        {
            _objects.Detect(picture, _seats.AsSpan(0, count), _close);
        }
    }

    /// <summary>The next persons in turn, so that everybody is looked at closely again and again.</summary>
    private void LookAtPersons(I420Picture picture, List<Detection> found, int things)
    {
        var persons = 0;
        for (var at = things; at < found.Count; at++)
        {
            persons += found[at].Thing == DetectedThing.Person ? 1 : 0;
        }
        if (persons == 0)
        {
            return;
        }
        for (var look = 0; look < Math.Min(_profile.CloseLooks, persons); look++)
        {
            // Before a webcam it is the surest one who sits the exam.
            var person = Person(found, things, _profile.IsWebcam ? look : _nextPerson++ % persons);
            var region = new PictureRegion(person.Left - (person.Width * Beside), person.Top, person.Width * (1 + (2 * Beside)), person.Height * (1 + Below));
            _objects.Detect(picture, region, _close);
        }
    }

    /// <summary>Small things in hands are what close looks are for; people were seen before.</summary>
    private void KeepSmallThings(List<Detection> found, int things)
    {
        foreach (var thing in CollectionsMarshal.AsSpan(_close))
        {
            if (thing.Thing is DetectedThing.Phone or DetectedThing.Book)
            {
                found.Add(thing);
            }
        }
        Suppression.ByOverlap(found, things, SameThing);
    }

    private static Detection Person(List<Detection> found, int things, int number)
    {
        for (var at = things; at < found.Count; at++)
        {
            if (found[at].Thing == DetectedThing.Person && number-- == 0)
            {
                return found[at];
            }
        }
        throw new ArgumentOutOfRangeException(nameof(number));
    }

    private static string HashOf(IReadOnlyList<ModelInUse> models) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(models.Select(model => model.Sha256)))));
}
