using System.Runtime.InteropServices;

namespace EdgeProctoring.Vision;

/// <summary>
/// Sets right what networks get wrong where people overlap: a face is one person's, a person has one face. An arm, a shoulder
/// or two embracing people are no third one; and every face is somebody, also where only one body is seen for two.
/// </summary>
internal sealed class PersonsByFace
{
    /// <summary>More people than a hall's camera shows.</summary>
    private const int Most = 512;
    /// <summary>A face belongs to who holds this share of it.</summary>
    private const float Held = 0.7f;
    /// <summary>Without a face of one's own, who lies in another by this much is a part of that one.</summary>
    private const float PartOf = 0.6f;
    /// <summary>Shoulders and trunk under a face whose body is not seen apart, in faces.</summary>
    private const float BodyBeside = 1;
    private const float BodyBelow = 3;

    private readonly bool[] _owns = new bool[Most];
    private readonly List<Detection> _bodies = new(16);

    /// <summary>Faces come first in the list, persons and things from this place on.</summary>
    public void SetRight(I420Picture picture, List<Detection> found, int things)
    {
        var count = Math.Min(found.Count - things, Most);
        Array.Clear(_owns, 0, count);
        _bodies.Clear();
        var finds = CollectionsMarshal.AsSpan(found);
        foreach (ref readonly var face in finds[..things])
        {
            if (Owner(face, finds.Slice(things, count)) is >= 0 and var owner)
            {
                _owns[owner] = true;
            }
            else
            {
                _bodies.Add(Body(face, picture));
            }
        }
        var kept = things;
        for (var at = 0; at < finds.Length - things; at++)
        {
            if (!IsPart(finds.Slice(things, count), at, finds[things + at]))
            {
                finds[kept++] = finds[things + at];
            }
        }
        CollectionsMarshal.SetCount(found, kept);
        found.AddRange(_bodies);
    }

    /// <summary>The narrowest person who holds the face and has none yet.</summary>
    private int Owner(in Detection face, ReadOnlySpan<Detection> things)
    {
        var owner = -1;
        for (var at = 0; at < things.Length; at++)
        {
            if (things[at].Thing == DetectedThing.Person && !_owns[at] && things[at].Contained(face) > Held && (owner < 0 || things[at].Width < things[owner].Width))
            {
                owner = at;
            }
        }
        return owner;
    }

    private bool IsPart(ReadOnlySpan<Detection> things, int at, in Detection person)
    {
        if (person.Thing != DetectedThing.Person || at >= things.Length || _owns[at])
        {
            return false;
        }
        for (var other = 0; other < things.Length; other++)
        {
            if (_owns[other] && things[other].Contained(person) > PartOf)
            {
                return true;
            }
        }
        return false;
    }

    private static Detection Body(in Detection face, I420Picture picture) => new(DetectedThing.Person, face.Score,
        MathF.Max(0, face.Left - (face.Width * BodyBeside)), face.Top,
        MathF.Min(picture.Width, face.Right + (face.Width * BodyBeside)), MathF.Min(picture.Height, face.Bottom + (face.Height * BodyBelow)), 0);
}
