namespace EdgeProctoring.Vision.Tests.Detectors;

/// <summary>Persons and phones on labelled pictures; phones are only promised on drawn ones.</summary>
public class ObjectDetectorTests(ITestOutputHelper output)
{
    [Fact]
    public void Finds_each_phone_of_the_drawn_webcams_and_none_where_none_is()
    {
        using var detector = new ObjectDetector(Shelf.Require(ObjectDetector.ModelName));
        foreach (var picture in LabelledPictures.All().Where(one => one.IsPicture && one.IsDrawn && !one.IsHall))
        {
            Assert.True((picture.Count("phones") ?? 0) == Count(detector, picture.File, DetectedThing.Phone), picture.File);
        }
    }

    [Fact]
    public void Counts_persons_on_no_fewer_pictures_than_before()
    {
        using var detector = new ObjectDetector(Shelf.Require(ObjectDetector.ModelName));
        int right = 0, all = 0;
        foreach (var picture in LabelledPictures.All().Where(one => one.IsPicture && one.Count("persons") is not null))
        {
            var counted = Count(detector, picture.File, DetectedThing.Person);
            all++;
            right += counted == picture.Count("persons") ? 1 : 0;
            if (counted != picture.Count("persons"))
            {
                output.WriteLine($"{picture.File}: {picture.Count("persons")} persons, {counted} counted");
            }
        }
        output.WriteLine($"exact: {right} of {all}");
        Assert.True(right >= 22 * all / 26, $"exact on {right} of {all}");
    }

    [Fact]
    public void The_small_model_finds_drawn_persons_and_phones_too()
    {
        using var detector = new ObjectDetector(Shelf.Require(ObjectDetector.SmallModelName), ObjectDetector.SmallModelName);
        Assert.Equal(1, Count(detector, "syn_phone_front.jpg", DetectedThing.Phone));
        Assert.Equal(2, Count(detector, "syn_two_persons.jpg", DetectedThing.Person));
    }

    [Fact]
    public void Allocates_nothing_for_a_further_picture()
    {
        using var detector = new ObjectDetector(Shelf.Require(ObjectDetector.ModelName));
        var picture = LabelledPictures.Decode("syn_phone_front.jpg");
        var found = new List<Detection>(64);
        detector.Detect(picture, PictureRegion.Whole(picture), found);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 10; round++)
        {
            found.Clear();
            detector.Detect(picture, PictureRegion.Whole(picture), found);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static int Count(ObjectDetector detector, string file, DetectedThing thing)
    {
        var found = new List<Detection>();
        var picture = LabelledPictures.Decode(file);
        detector.Detect(picture, PictureRegion.Whole(picture), found);
        return found.Count(one => one.Thing == thing);
    }
}
