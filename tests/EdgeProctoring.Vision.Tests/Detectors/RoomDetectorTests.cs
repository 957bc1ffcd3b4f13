using System.Text.Json;

namespace EdgeProctoring.Vision.Tests.Detectors;

/// <summary>Faces, persons and things of a hall together; and the seed where the weights are absent.</summary>
public sealed class RoomDetectorTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("room-").FullName;

    [Theory]
    [InlineData("syn_hall_20_2empty.jpg", "x64")]
    [InlineData("syn_hall_phone_seat12.jpg", "x64")]
    [InlineData("syn_hall_20_2empty.jpg", "pi5")]
    public void Sees_everybody_of_a_drawn_hall_and_the_phone(string file, string profile)
    {
        using var detector = new RoomDetector(Require(profile), VisionProfile.Of(profile));
        var labels = LabelledPictures.All().Single(one => one.File == file);
        var picture = LabelledPictures.Decode(file);
        var found = new List<Detection>();
        var phones = new List<Detection>();
        // Close looks go round the room; ten looks show everybody closely.
        for (var look = 0; look < 10; look++)
        {
            detector.Detect(picture, found);
            phones.AddRange(found.Where(one => one.Thing == DetectedThing.Phone));
        }
        output.WriteLine($"{found.Count(one => one.Thing == DetectedThing.Face)} faces, {found.Count(one => one.Thing == DetectedThing.Person)} persons, {phones.Count} phones in ten looks");
        Assert.Equal(labels.Count("faces"), found.Count(one => one.Thing == DetectedThing.Face));
        // Two ways to tell where a head points, of which only one is a network, agree.
        Assert.All(found.Where(one => one.Thing == DetectedThing.Face && MathF.Abs(one.Yaw) > 20), face => Assert.True(face.Yaw * face.Points!.Value.NoseBeside < 0));
        foreach (var phone in phones)
        {
            var seat = labels.Labels.GetProperty("seats").EnumerateArray().Where(place => place.GetProperty("y").GetDouble() < phone.CentreY).MinBy(place => Far(place, phone)).GetProperty("id").GetInt32();
            Assert.Equal(file.Contains("seat12", StringComparison.Ordinal) ? 12 : -1, seat);
        }
        Assert.True(labels.Count("phones") is null or 0 || phones.Count > 0, "the phone was not seen in ten looks");
    }

    [Fact]
    public void Allocates_nothing_for_a_further_picture()
    {
        using var detector = new RoomDetector(Require("pi4"), VisionProfile.Of("pi4"));
        var picture = LabelledPictures.Decode("syn_hall_phone_seat12.jpg");
        var found = new List<Detection>(256);
        detector.Detect(picture, found);
        detector.Detect(picture, found);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var look = 0; look < 5; look++)
        {
            detector.Detect(picture, found);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Takes_the_profiles_models_where_they_are_and_says_so()
    {
        var choice = DetectorChoice.Make(Require("x64"), VisionProfile.Of("x64"));
        Assert.False(choice.IsDemo);
        Assert.Contains("yunet-n", choice.Why, StringComparison.Ordinal);
        using var detector = choice.Open();
        Assert.Equal(64, detector.Model.Sha256.Length);
        Assert.False(detector.Model.Demo);
    }

    [Fact]
    public void Falls_back_to_the_seed_and_says_which_file_was_wrong()
    {
        NativeRuntime.Require();
        var face = Shelf.Open().Manifest.Find(FaceDetector.ModelName)!;
        using (var file = File.Create(Path.Combine(_folder, face.File)))
        {
            file.SetLength(face.Bytes);
        }
        var choice = DetectorChoice.Make(ModelShelf.Open(Checkout.File("models"), _folder), VisionProfile.Of("pi5"));
        Assert.True(choice.IsDemo);
        Assert.Contains("SHA-256", choice.Why, StringComparison.Ordinal);
        Assert.Contains("yunet-n", choice.Why, StringComparison.Ordinal);
        using var detector = choice.Open();
        Assert.True(detector.Model.Demo);
    }

    [Fact]
    public void Refuses_a_profile_that_does_not_exist() =>
        Assert.Contains("pi4, pi5, jetson, x64, hub", Assert.Throws<ArgumentException>(() => VisionProfile.Of("pi3")).Message, StringComparison.Ordinal);

    [Fact]
    public void Tiles_cover_the_picture_and_share_a_fifth()
    {
        var tiles = TilePlan.Of(1920, 1080, 3, 2);
        Assert.Equal(7, tiles.Count);
        Assert.Equal((1920f, 1080f), (tiles[^1].Left + tiles[^1].Width, MathF.Round(tiles[^1].Top + tiles[^1].Height)));
        Assert.Equal(0.2f, (tiles[1].Width - tiles[2].Left) / tiles[1].Width, 3);
    }

    [Theory, InlineData(600, 462, 1), InlineData(1280, 720, 7), InlineData(640, 480, 1)]
    public void A_small_picture_is_not_cut(int width, int height, int regions) => Assert.Equal(regions, TilePlan.Of(width, height, 3, 2).Count);

    private static double Far(JsonElement place, Detection phone) =>
        Math.Abs(place.GetProperty("x").GetDouble() - phone.CentreX) + Math.Abs(place.GetProperty("y").GetDouble() - phone.CentreY);

    private static ModelShelf Require(string profile) => Shelf.Require([.. RoomDetector.NamesOf(VisionProfile.Of(profile))]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
