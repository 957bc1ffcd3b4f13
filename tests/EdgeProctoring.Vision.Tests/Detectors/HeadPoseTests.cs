namespace EdgeProctoring.Vision.Tests.Detectors;

/// <summary>Which way drawn heads look; the signs are what rules rely on.</summary>
public class HeadPoseTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("syn_look_left.jpg", 20, 90)]
    [InlineData("syn_look_right.jpg", -90, -20)]
    [InlineData("syn_ok_p0.jpg", -10, 10)]
    [InlineData("syn_ok_p4.jpg", -10, 10)]
    [InlineData("px_bf1.jpg", 25, 90)]
    public void Yaw_is_positive_when_the_nose_points_to_the_pictures_left(string file, float least, float most)
    {
        var (pose, face) = Look(file);
        output.WriteLine($"{pose}, nose beside {face.Points!.Value.NoseBeside:F2}");
        Assert.InRange(pose.Yaw, least, most);
        if (MathF.Abs(pose.Yaw) > 20)
        {
            Assert.Equal(-MathF.Sign(pose.Yaw), MathF.Sign(face.Points.Value.NoseBeside));
        }
    }

    [Fact]
    public void Pitch_is_lower_when_a_drawn_head_looks_down()
    {
        var (down, straight) = (Look("syn_look_down.jpg").Pose.Pitch, Look("syn_ok_p0.jpg").Pose.Pitch);
        output.WriteLine($"down {down:F1}, straight {straight:F1}");
        Assert.True(down < straight - 3, $"down {down}, straight {straight}");
        Assert.True(down < -10, $"down {down}");
    }

    private static (HeadPose Pose, Detection Face) Look(string file)
    {
        var shelf = Shelf.Require(FaceDetector.ModelName, HeadPoseEstimator.ModelName, HeadPoseEstimator.SecondModelName);
        using var faces = new FaceDetector(shelf, 320, 320, FaceDetector.WebcamScore);
        using var poses = new HeadPoseEstimator(shelf);
        var found = new List<Detection>();
        var picture = LabelledPictures.Decode(file);
        faces.Detect(picture, PictureRegion.Whole(picture), found);
        var face = Assert.Single(found);
        return (poses.Estimate(picture, face), face);
    }
}
