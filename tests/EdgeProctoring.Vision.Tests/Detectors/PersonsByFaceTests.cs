namespace EdgeProctoring.Vision.Tests.Detectors;

/// <summary>One face, one person.</summary>
public class PersonsByFaceTests
{
    private static readonly I420Picture _picture = new(1000, 800, new byte[I420Picture.Bytes(1000, 800)]);

    [Fact]
    public void An_arm_beside_a_person_is_no_second_one() => Assert.Equal(1, Persons([Face(400, 100)], [Person(350, 80, 600, 800), Person(420, 300, 640, 600)]));

    [Fact]
    public void Two_faces_over_one_body_are_two_people() => Assert.Equal(2, Persons([Face(400, 100), Face(520, 120)], [Person(350, 80, 700, 800)]));

    [Fact]
    public void Who_is_seen_from_behind_is_a_person_too() => Assert.Equal(2, Persons([Face(400, 100)], [Person(350, 80, 600, 800), Person(700, 200, 900, 800)]));

    [Fact]
    public void A_face_belongs_to_the_narrowest_who_holds_it()
    {
        // The wide box is two embracing people taken for a third; both of them are seen themselves.
        Assert.Equal(2, Persons([Face(400, 100), Face(600, 100)], [Person(350, 80, 750, 800), Person(360, 90, 540, 800), Person(560, 90, 740, 800)]));
    }

    [Fact]
    public void Things_stay_as_they_are()
    {
        List<Detection> found = [Face(400, 100), Person(350, 80, 600, 800), new(DetectedThing.Phone, 0.5f, 420, 400, 440, 440, 0)];
        new PersonsByFace().SetRight(_picture, found, 1);
        Assert.Equal([DetectedThing.Face, DetectedThing.Person, DetectedThing.Phone], found.Select(one => one.Thing));
    }

    private static int Persons(List<Detection> faces, Detection[] persons)
    {
        var found = faces.Concat(persons).ToList();
        new PersonsByFace().SetRight(_picture, found, faces.Count);
        return found.Count(one => one.Thing == DetectedThing.Person);
    }

    private static Detection Face(float left, float top) => new(DetectedThing.Face, 0.9f, left, top, left + 100, top + 130, 0);

    private static Detection Person(float left, float top, float right, float bottom) => new(DetectedThing.Person, 0.8f, left, top, right, bottom, 0);
}
