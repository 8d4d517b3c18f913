namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>The names of the invented country. The people are made up; the names are those people have.</summary>
internal static class Communities
{
    private static readonly Community Majority = Community.Of(
        null,
        """
        Abara Adeyo Akello Amoro Asanté Balewa Banda Bekoe Chanda Chirwa Daka Diallo Dlamo Essien Fofana Gondwe Hamisi
        Ibanga Juma Kabwe Kalinda Kamau Katongo Kimaro Lungu Makena Malunga Mbewe Mensa Moyo Mulenga Mutale Mwansa Ndiaye
        Ngoma Njoroge Nkosi Nyambe Obura Ochola Odero Okafor Okello Otieno Owusu Phiri Quaye Sakala Sesay Simwinga Sithole
        Tembo Tshala Udoma Wafula Wanjala Yamba Yeboah Zimba Zulu O'Barra De-Souza Núñez Þorsdal
        """,
        """
        Abena Achieng Adaeze Agnes Akosua Alice Amina Beatrice Bertha Catherine Chipo Constance Dorcas Edna Eleanor Esther
        Eunice Faith Florence Gift Grace Hawa Hope Irene Ivy Joyce Judith Lindiwe Loveness Lydia Margaret Mary Mercy Miriam
        Naledi Naomi Nomsa Patience Precious Rachel Rehema Renée Ruth Salome Sarah Stella Thandiwe Tiwonge Violet Zainab Zoë
        """,
        """
        Abel Adam Akwasi Alfred Amos Benson Bernard Charles Chola Collins Daniel David Dickson Elijah Emmanuel Felix Francis
        Gabriel George Gideon Henry Isaac Jabari Jacob James Joel Joseph Joshua Kelvin Kofi Kwame Lazarus Leonard Luka Martin
        Moses Musa Nathan Noah Oscar Patrick Peter Philip Raphael Robert Samuel Simon Solomon Stephen Thabo Thomas Timothy
        André José
        """);

    private static readonly Community Arabic = Community.Of(
        "ara",
        "المنصوري/Mansouri الهاشمي/Hashimi القاسمي/Qasimi الحداد/Haddad النجار/Najjar الخطيب/Khatib الصالح/Saleh العمري/Omari الكردي/Kurdi البغدادي/Baghdadi المصري/Masri الشامي/Shami",
        "فاطمة/Fatima عائشة/Aisha مريم/Maryam زينب/Zaynab ليلى/Layla سارة/Sara هدى/Huda أمينة/Amina سلمى/Salma نور/Nour رقية/Ruqayya ياسمين/Yasmin",
        "محمد/Mohammed أحمد/Ahmad علي/Ali حسن/Hassan عمر/Omar يوسف/Yusuf إبراهيم/Ibrahim خالد/Khalid سعيد/Said مصطفى/Mustafa طارق/Tariq كريم/Karim");

    private static readonly Community Bengali = Community.Of(
        "ben",
        "রহমান/Rahman হোসেন/Hossain ইসলাম/Islam চৌধুরী/Chowdhury আহমেদ/Ahmed খান/Khan দাস/Das সরকার/Sarkar মণ্ডল/Mondal বিশ্বাস/Biswas রায়/Roy মিয়া/Mia",
        "সুমাইয়া/Sumaiya নাসরিন/Nasrin শিরিন/Shirin তাহমিনা/Tahmina রুমা/Ruma সাবিনা/Sabina মিতা/Mita অনিতা/Anita ফারজানা/Farzana জান্নাত/Jannat পূজা/Puja রেশমা/Reshma",
        "আরিফ/Arif করিম/Karim রাকিব/Rakib সজীব/Sajib তানভীর/Tanvir মামুন/Mamun শফিক/Shafiq জাহিদ/Jahid অমিত/Amit রতন/Ratan নাঈম/Naim ইমরান/Imran");

    private static readonly Community Amharic = Community.Of(
        "amh",
        "ተስፋዬ/Tesfaye ገብሬ/Gebre ወልዴ/Wolde ኃይሉ/Hailu አበበ/Abebe ከበደ/Kebede ደምሴ/Demissie መኮንን/Mekonnen ታደሰ/Tadesse ግርማ/Girma በቀለ/Bekele አሰፋ/Assefa",
        "አልማዝ/Almaz ሰላም/Selam ሕይወት/Hiwot ትዕግስት/Tigist መሠረት/Meseret ብርቱካን/Birtukan ፀሐይ/Tsehay ዘነበች/Zenebech ሙሉ/Mulu ራሔል/Rahel ቤተልሔም/Bethlehem ገነት/Genet",
        "ዳዊት/Dawit ሰለሞን/Solomon ዮሐንስ/Yohannes ብሩክ/Biruk ኤልያስ/Elias ፍቅሩ/Fikru ሙሉጌታ/Mulugeta ተክለ/Tekle ናትናኤል/Natnael ሚካኤል/Mikael ዘውዱ/Zewdu አማኑኤል/Amanuel");

    private static readonly Community Khmer = Community.Of(
        "khm",
        "សុខ/Sok ចាន់/Chan គឹម/Kim លី/Ly ហេង/Heng ឈឹម/Chhim ម៉ៅ/Mao នួន/Nuon ប៉ែន/Pen រស់/Ros សេង/Seng ទេព/Tep",
        "សុភា/Sophea ចន្ធូ/Chanthou ស្រីមុំ/Sreymom បុប្ផា/Bopha ធីតា/Thida រតនា/Rattana កញ្ញា/Kanha សុជាតា/Socheata មាលា/Mealea ដាវី/Davy និមល/Nimol ពេជ្រ/Pich",
        "វិចិត្រ/Vichet ដារ៉ា/Dara សំណាង/Samnang ពិសិដ្ឋ/Piseth រិទ្ធី/Rithy សុវណ្ណ/Sovann វុទ្ធី/Vuthy បូរ៉ា/Bora ចេស្តា/Chesda កុសល/Kosal មករា/Makara សុភ័ក្រ/Sopheak");

    private static readonly Community[] Minorities = [Arabic, Bengali, Amharic, Khmer];

    /// <summary>Five in six belong to the majority.</summary>
    public static Community Pick(ref Draw draw) => draw.Below(6) > 0 ? Majority : draw.Of(Minorities);
}
