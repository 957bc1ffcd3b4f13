using System.Numerics;

namespace EdgeProctoring.Vision.Tests.Detectors;

/// <summary>One to one, only with consent: pictures of one person are alike, of two are not.</summary>
public class FaceIdentityTests(ITestOutputHelper output)
{
    private static readonly IdentityConsent _consent = new("student-1", new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero), "identity-consent/1");

    [Fact]
    public void Tells_genuine_from_impostor_on_all_labelled_pairs()
    {
        var shelf = Require();
        using var faces = new FaceDetector(shelf, 640, 640, FaceDetector.WebcamScore);
        using var identity = new FaceIdentity(shelf, _consent);
        var people = LabelledPictures.All().Where(one => one.Text("identity") is not null && !one.File.Contains("partial", StringComparison.Ordinal))
            .Select(one => (Name: one.Text("identity")!, Numbers: Describe(faces, identity, one.File))).ToList();
        var pairs = people.SelectMany((one, at) => people.Skip(at + 1).Select(other => (Same: one.Name == other.Name, Likeness: FaceIdentity.Likeness(one.Numbers, other.Numbers)))).ToList();
        var (genuine, impostor) = (pairs.Where(pair => pair.Same).Min(pair => pair.Likeness), pairs.Where(pair => !pair.Same).Max(pair => pair.Likeness));
        output.WriteLine($"{pairs.Count} pairs: genuine at least {genuine:F3}, impostor at most {impostor:F3}");
        Assert.All(pairs, pair => Assert.Equal(pair.Same ? IdentityAnswer.Same : IdentityAnswer.Other, FaceIdentity.Judge(pair.Likeness)));
    }

    [Fact]
    public void Tells_the_drawn_impostor_from_the_drawn_examinee()
    {
        var shelf = Require();
        using var faces = new FaceDetector(shelf, 640, 640, FaceDetector.WebcamScore);
        using var identity = new FaceIdentity(shelf, _consent);
        var enrolled = Describe(faces, identity, "syn_ok_p4.jpg");
        var other = FaceIdentity.Likeness(enrolled, Describe(faces, identity, "syn_impostor_p6.jpg"));
        output.WriteLine($"impostor {other:F3}");
        Assert.NotEqual(IdentityAnswer.Same, FaceIdentity.Judge(other));
    }

    [Fact]
    public void Does_nothing_without_consent()
    {
        Assert.Throws<ArgumentNullException>(() => new FaceIdentity(Shelf.Open(), null!));
        Assert.Throws<ArgumentException>(() => new IdentityConsent(" ", DateTimeOffset.UnixEpoch, "w"));
    }

    [Theory, InlineData(0.5f, IdentityAnswer.Same), InlineData(0.49f, IdentityAnswer.Unsure), InlineData(0.35f, IdentityAnswer.Unsure), InlineData(0.34f, IdentityAnswer.Other)]
    public void Asks_again_between_the_two_limits(float likeness, IdentityAnswer answer) => Assert.Equal(answer, FaceIdentity.Judge(likeness));

    [Fact]
    public void Finds_the_turn_scale_and_shift_of_the_five_points()
    {
        Vector2[] places = [new(38.2946f, 51.6963f), new(73.5318f, 51.5014f), new(56.0252f, 71.7366f), new(41.5493f, 92.3655f), new(70.7299f, 92.2041f)];
        var turn = new Vector2(1.5f, 0.4f);
        Vector2[] points = [.. places.Select(place => new Vector2((place.X * turn.X) - (place.Y * turn.Y), (place.X * turn.Y) + (place.Y * turn.X)) + new Vector2(7, -3))];
        var found = FaceAligner.FromPlaces(points);
        Assert.Equal(0, Vector2.Distance(turn, found.Turn), 3);
        Assert.Equal(0, Vector2.Distance(new Vector2(7, -3), found.Move), 2);
    }

    private static ModelShelf Require() => Shelf.Require(FaceDetector.ModelName, FaceIdentity.ModelName);

    private static float[] Describe(FaceDetector faces, FaceIdentity identity, string file)
    {
        var found = new List<Detection>();
        var picture = LabelledPictures.Decode(file);
        faces.Detect(picture, PictureRegion.Whole(picture), found);
        return identity.Describe(picture, found[0]);
    }
}
