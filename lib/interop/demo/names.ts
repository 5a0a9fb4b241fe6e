import { chance, pick, type Random } from './random';

export type Name = { given: string; family: string };

const words = (text: string): string[] => text.split(' ');
const culture = (given: string, family: string) => ({ given: words(given), family: words(family) });

const cultures = [
  culture(
    'Amara Chidi Ngozi Emeka Ifeoma Tunde Folake Segun Yetunde Kelechi Adaeze Obinna Bisi Uche Zainab Ibrahim',
    'Okafor Adeyemi Balogun Eze Nwosu Olawale Danjuma Ogunleye Afolabi Obi Bello Onyeka Akande Musa',
  ),
  culture(
    'Kwame Akosua Kofi Abena Yaw Esi Kojo Adwoa Nana Efua Kwesi Ama Mawuli Selasi',
    'Mensah Owusu Boateng Asante Osei Appiah Amoah Darko Agyeman Quaye Addo Tetteh Ofori Ansah',
  ),
  culture(
    'Wanjiru Otieno Achieng Kamau Njeri Kiprono Wambui Mutua Zawadi Baraka Neema Juma Makena Tesfaye Hiwot Selam',
    'Mwangi Odhiambo Kariuki Njoroge Kiptoo Wekesa Kimani Mutiso Ochieng Abebe Tadesse Bekele Haile Omondi',
  ),
  culture(
    'Layla Omar Yasmin Karim Salma Tariq Rania Hassan Dina Khalid Mariam Youssef Hala Samir Amira Bilal',
    'Haddad Mansour Khoury Nasser Saleh Farouk Hamdan Aziz Qasim Barakat Shaheen Sabbagh Darwish Rahal',
  ),
  culture(
    'Aylin Emre Defne Kerem Elif Mert Zeynep Burak Selin Can Ece Deniz Parisa Arash Shirin Kaveh',
    'Yılmaz Demir Kaya Şahin Çelik Aydın Öztürk Arslan Doğan Rostami Karimi Ahmadi Tehrani Moradi',
  ),
  culture(
    'Aarav Priya Rohan Ananya Vikram Meera Arjun Kavya Nikhil Isha Sanjay Divya Rahul Lakshmi Karthik Pooja',
    'Sharma Patel Iyer Reddy Nair Gupta Desai Menon Banerjee Chatterjee Rao Kulkarni Pillai Joshi Mehta Bose',
  ),
  culture(
    'Ayesha Imran Sana Fahad Nadia Usman Hira Zubair Tahmina Rafiq Sadia Nasreen Anwar Farhan',
    'Malik Qureshi Siddiqui Chaudhry Rahman Hossain Akhtar Mirza Baig Chowdhury Sultana Iqbal Khan Butt',
  ),
  culture(
    'Wei Xiaoling Jun Meiying Hao Yutong Zhiqiang Lan Ming Shuyi Tao Qing Jing Bowen Ruolan Kai',
    'Chen Wang Zhang Liu Huang Zhao Wu Zhou Xu Sun Ma Guo Lin He Gao Zheng',
  ),
  culture(
    'Haruto Yuki Sakura Ren Aoi Takumi Hina Kenji Emi Daichi Naoko Sora Mei Ryo Akari Shinji',
    'Tanaka Suzuki Takahashi Watanabe Ito Nakamura Kobayashi Yoshida Yamada Sasaki Matsumoto Inoue Kimura Hayashi',
  ),
  culture(
    'Jiwoo Minjun Seoyeon Hyun Yuna Dohyun Soojin Taeyang Haneul Jisoo Eunji Seojun Nari Sangwoo',
    'Kim Park Choi Jung Kang Cho Yoon Jang Lim Han Shin Seo Kwon Hwang',
  ),
  culture(
    'Linh Minh Thảo Quang Hương Tuấn Mai Đức Lan Huy Ngọc Phong Somchai Malee Anong Dewi Putra Siti Budi',
    'Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Srisai Wattana Santoso Wijaya Hartono Pratama',
  ),
  culture(
    'Maria-Luz Jomar Althea Paolo Tala Rizal Liwayway Dante Marisol Ramon Bea Crisanto Leilani Kahu Aroha Tane',
    'Santos Reyes Cruz Bautista Ocampo Villanueva Mendoza Aquino Salazar Kealoha Tamihana Ngata Faleolo Tuala',
  ),
  culture(
    'Sofía Mateo Valentina Diego Camila Santiago Lucía Andrés Ximena Joaquín Paula Emilio Renata Javier Inés Álvaro',
    'García Rodríguez Martínez Hernández López Fernández Ramírez Torres Vargas Castillo Rojas Navarro Ortega Ibáñez',
  ),
  culture(
    'Beatriz Thiago Larissa Rafael Juliana Caio Helena Bruno Tainá Vinícius Marta Duarte Leonor Gonçalo Iracema',
    'Silva Oliveira Pereira Carvalho Ferreira Almeida Barbosa Teixeira Moreira Nogueira Azevedo Figueiredo Tavares',
  ),
  culture(
    'Agnieszka Piotr Zofia Marek Katarzyna Łukasz Jana Tomáš Eliška Ondřej Petra Milan Ivana Luka Dragana Bojan',
    'Kowalski Nowak Wiśniewska Zieliński Dvořák Novotný Horák Svoboda Horvat Petrović Jovanović Kovač Babić Marić',
  ),
  culture(
    'Olena Taras Oksana Bohdan Daryna Andriy Natalia Ilya Katya Dmitri Anahit Tigran Nino Giorgi Madina Alibek',
    'Shevchenko Kovalenko Bondarenko Melnyk Petrosyan Sargsyan Beridze Lomidze Volkov Sokolov Akhmetov Nurlanov',
  ),
  culture(
    'Freja Søren Ingrid Lars Astrid Mikkel Sigrid Eero Aino Väinö Liisa Björn Solveig Håkon Kirsten Rasmus',
    'Lindqvist Johansson Andersen Nygaard Bergström Virtanen Korhonen Mäkelä Dahl Holm Sørensen Haugen Ekström Lund',
  ),
  culture(
    'Lena Jonas Greta Matthias Anneke Pieter Femke Daan Clara Lukas Saskia Joost Hannah Felix Marieke Till',
    'Schneider Vogel Hartmann Brandt Weiß Bakker Visser Vermeulen Dekker Jansen Zimmermann Krüger Bauer Winkler',
  ),
  culture(
    'Camille Étienne Manon Luc Élodie Antoine Giulia Matteo Chiara Lorenzo Elena Davide Eleni Nikos Despina Yannis',
    'Moreau Lefèvre Girard Rousseau Fontaine Marchetti Ricci Conti Ferraro Gallo Papadakis Georgiou Nikolaidis',
  ),
  culture(
    'Aoife Ciarán Niamh Rhys Carys Ewan Isla Callum Maisie Oliver Grace Theo Bethany Dylan Saoirse Harriet',
    'Murphy Byrne Gallagher Llewellyn Pritchard Campbell Fraser Whitfield Ashworth Bennett Clarke Hughes Marsh Sinclair',
  ),
  culture(
    'Shira Eitan Noa Avi Talia Ezra Miriam Jonah Naomi Asher Winona Kaya Tyler Jasmine Malik Destiny Andre Nia',
    'Levi Cohen Rosen Katz Mizrahi Peretz Begay Yazzie Jefferson Washington Coleman Freeman Rivera Brooks',
  ),
];

/** Names of people from everywhere, none twice; one person in eight has a family name from elsewhere. */
export function nameSource(random: Random): () => Name {
  const used = new Set<string>();
  return () => {
    for (;;) {
      const home = pick(random, cultures);
      const elsewhere = chance(random, 1 / 8) ? pick(random, cultures) : home;
      const name = { given: pick(random, home.given), family: pick(random, elsewhere.family) };
      const full = fullName(name);
      if (used.has(full)) continue;
      used.add(full);
      return name;
    }
  };
}

export const fullName = ({ given, family }: Name): string => `${given} ${family}`;
