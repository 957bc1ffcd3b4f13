using System.Text.Json;
using EdgeProctoring.Vision;

namespace EdgeProctoring.Benchmarks.Vision;

/// <summary>Counts on labelled JPEG pictures, decoded by the product's own decoder.</summary>
internal static class PictureScores
{
    private const float SeedPhone = 0.6f;

    public static void Print(ModelShelf shelf, string folder)
    {
        Console.WriteLine("\n## Labelled pictures\n");
        if (!Directory.Exists(folder))
        {
            Console.WriteLine($"Not measured: {Path.GetFileName(folder)} is absent.");
            return;
        }
        var pictures = Read(folder).ToList();
        Console.WriteLine("| what looks | pictures | faces counted exactly | persons counted exactly | phones found | pictures with a false phone |\n| --- | --: | --: | --: | --: | --: |");
        var wrong = new List<string>();
        Seed(shelf, pictures, wrong);
        if (RoomDetector.NamesOf(VisionProfile.Of("x64")).All(shelf.Holds))
        {
            Primary(shelf, pictures, wrong);
        }
        Console.WriteLine($"\nNot as labelled:\n\n{string.Join('\n', wrong)}");
    }

    private static void Seed(ModelShelf shelf, List<Labelled> pictures, List<string> wrong)
    {
        using var near = new HallSeedDetector(shelf, 320);
        using var hall = new HallSeedDetector(shelf, 1280);
        ScoreBoth("hall-seed", pictures, wrong, (labelled, picture, found) =>
        {
            (labelled.IsHall ? hall : near).Detect(picture, found);
            found.RemoveAll(one => one.Thing == DetectedThing.Phone && !labelled.IsDrawn && one.Score < SeedPhone);
        });
    }

    private static void Primary(ModelShelf shelf, List<Labelled> pictures, List<string> wrong)
    {
        var profile = VisionProfile.Of("x64");
        using var any = new AnyViewDetector(new RoomDetector(shelf, profile.ForWebcam()), new RoomDetector(shelf, profile));
        ScoreBoth("profile x64", pictures, wrong, (_, picture, found) => any.Detect(picture, found));
    }

    private static void ScoreBoth(string name, List<Labelled> pictures, List<string> wrong, Action<Labelled, I420Picture, List<Detection>> look)
    {
        Score($"{name}, real", [.. pictures.Where(one => !one.IsDrawn)], wrong, look);
        Score($"{name}, drawn", [.. pictures.Where(one => one.IsDrawn)], wrong, look);
    }

    private static void Score(string name, List<Labelled> pictures, List<string> wrong, Action<Labelled, I420Picture, List<Detection>> look)
    {
        using var decoder = new JpegDecoder();
        var found = new List<Detection>();
        int faces = 0, facesOf = 0, persons = 0, personsOf = 0, phones = 0, phonesOf = 0, falsePhones = 0;
        foreach (var labelled in pictures)
        {
            look(labelled, decoder.Decode(File.ReadAllBytes(labelled.Path)), found);
            Exact(labelled.Faces, DetectedThing.Face, ref faces, ref facesOf);
            Exact(labelled.Persons, DetectedThing.Person, ref persons, ref personsOf);
            var seen = found.Exists(one => one.Thing == DetectedThing.Phone);
            if (Differs(labelled, found, seen) is { Length: > 0 } differs)
            {
                wrong.Add($"- {name}: {Path.GetFileName(labelled.Path)}: {differs}");
            }
            (phonesOf, phones, falsePhones) = labelled.Phones > 0 ? (phonesOf + 1, phones + (seen ? 1 : 0), falsePhones) : (phonesOf, phones, falsePhones + (seen ? 1 : 0));
        }
        Console.WriteLine($"| {name} | {pictures.Count} | {faces} of {facesOf} | {persons} of {personsOf} | {phones} of {phonesOf} | {falsePhones} |");

        void Exact(int? count, DetectedThing thing, ref int right, ref int all)
        {
            if (count is { } expected)
            {
                all++;
                right += found.Count(one => one.Thing == thing) == expected ? 1 : 0;
            }
        }
    }

    private static string Differs(Labelled labelled, List<Detection> found, bool phone)
    {
        var (faces, persons) = (found.Count(one => one.Thing == DetectedThing.Face), found.Count(one => one.Thing == DetectedThing.Person));
        var words = new List<string>();
        if (labelled.Faces is { } face && face != faces)
        {
            words.Add($"faces {faces}, labelled {face}");
        }
        if (labelled.Persons is { } person && person != persons)
        {
            words.Add($"persons {persons}, labelled {person}");
        }
        if (phone != labelled.Phones > 0)
        {
            words.Add(phone ? "a phone that is none" : "the phone is not seen");
        }
        return string.Join("; ", words);
    }

    private static IEnumerable<Labelled> Read(string folder)
    {
        foreach (var file in new[] { "provenance.json", "labels_synthetic.json" })
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, file)));
            foreach (var item in document.RootElement.EnumerateArray())
            {
                var (name, labels) = (item.GetProperty("file").GetString()!, item.GetProperty("labels"));
                if (name.EndsWith(".jpg", StringComparison.Ordinal))
                {
                    yield return new Labelled(Path.Combine(folder, name), Count(labels, "faces"), Count(labels, "persons"), Count(labels, "phones") ?? 0);
                }
            }
        }
    }

    private static int? Count(JsonElement labels, string what) => labels.TryGetProperty(what, out var count) ? count.GetInt32() : null;

    private sealed record Labelled(string Path, int? Faces, int? Persons, int Phones)
    {
        private readonly string _name = System.IO.Path.GetFileName(Path);
        public bool IsDrawn => _name.StartsWith("syn_", StringComparison.Ordinal);
        public bool IsHall => _name.Contains("hall", StringComparison.Ordinal);
    }
}
