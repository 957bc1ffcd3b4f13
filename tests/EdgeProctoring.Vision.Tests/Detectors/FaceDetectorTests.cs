namespace EdgeProctoring.Vision.Tests.Detectors;

/// <summary>Faces on labelled pictures, real and drawn.</summary>
public class FaceDetectorTests(ITestOutputHelper output)
{
    [Fact]
    public void Counts_the_faces_of_nearly_all_labelled_pictures_exactly()
    {
        var shelf = Shelf.Require(FaceDetector.ModelName);
        using var near = new FaceDetector(shelf, 640, 640, FaceDetector.WebcamScore);
        using var webcam = new FaceDetector(shelf, 320, 320, FaceDetector.WebcamScore);
        using var hall = new FaceDetector(shelf, 1280, 736, FaceDetector.HallScore);
        int right = 0, rightSmall = 0, all = 0;
        foreach (var picture in LabelledPictures.All().Where(one => one.IsPicture && one.Count("faces") is not null))
        {
            var counted = Count(picture.IsHall ? hall : near, picture.File);
            all++;
            right += counted == picture.Count("faces") ? 1 : 0;
            rightSmall += Count(webcam, picture.File) == picture.Count("faces") ? 1 : 0;
            if (counted != picture.Count("faces"))
            {
                output.WriteLine($"{picture.File}: {picture.Count("faces")} faces, {counted} counted");
            }
        }
        output.WriteLine($"exact: {right} of {all}; webcam size 320: {rightSmall}");
        Assert.True(right >= 0.95 * all, $"exact on {right} of {all}");
    }

    [Fact]
    public void Finds_the_five_points_where_they_belong()
    {
        using var detector = new FaceDetector(Shelf.Require(FaceDetector.ModelName), 320, 320, FaceDetector.WebcamScore);
        var found = new List<Detection>();
        var picture = LabelledPictures.Decode("syn_ok_p0.jpg");
        detector.Detect(picture, PictureRegion.Whole(picture), found);
        var face = Assert.Single(found);
        var points = face.Points!.Value;
        Assert.True(points.LeftEye.X < points.Nose.X && points.Nose.X < points.RightEye.X);
        Assert.True(points.LeftEye.Y < points.Nose.Y && points.Nose.Y < points.LeftMouth.Y);
        Assert.InRange(points.Nose.X, face.Left, face.Right);
        Assert.InRange(points.Nose.Y, face.Top, face.Bottom);
    }

    [Fact]
    public void Tells_places_of_the_picture_when_it_looks_at_a_region()
    {
        using var detector = new FaceDetector(Shelf.Require(FaceDetector.ModelName), 320, 320, FaceDetector.WebcamScore);
        var picture = LabelledPictures.Decode("syn_ok_p0.jpg");
        var (whole, part) = (new List<Detection>(), new List<Detection>());
        detector.Detect(picture, PictureRegion.Whole(picture), whole);
        detector.Detect(picture, new PictureRegion(picture.Width * 0.15f, picture.Height * 0.05f, picture.Width * 0.7f, picture.Height * 0.9f), part);
        Assert.True(whole[0].Overlap(Assert.Single(part)) > 0.75);
    }

    [Fact]
    public void Allocates_nothing_for_a_further_picture()
    {
        using var detector = new FaceDetector(Shelf.Require(FaceDetector.ModelName), 320, 320, FaceDetector.WebcamScore);
        var picture = LabelledPictures.Decode("syn_two_persons.jpg");
        var found = new List<Detection>(64);
        Look();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 20; round++)
        {
            Look();
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Look()
        {
            found.Clear();
            detector.Detect(picture, PictureRegion.Whole(picture), found);
        }
    }

    private static int Count(FaceDetector detector, string file)
    {
        var found = new List<Detection>();
        var picture = LabelledPictures.Decode(file);
        detector.Detect(picture, PictureRegion.Whole(picture), found);
        return found.Count;
    }
}
